import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { Client } from 'pg'
import { postgresql } from '../../../src/dialects/postgresql/index.js'
import { anyStatements, separator } from '../../dialects/corpus.js'
import { postgresqlCorpus, postgresqlSpaces } from '../../dialects/postgresql-corpus.js'
import { type Cluster, startCluster } from './start-cluster.js'

const ours = "'public'::regnamespace"
const queries = [
  'SELECT what FROM said ORDER BY at',
  "SELECT table_name, column_name, data_type, column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
  `SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = ${ours} ORDER BY proname`,
  `SELECT relname, relkind, obj_description(oid), (relkind = 'v' AND pg_get_viewdef(oid) <> '') FROM pg_class WHERE relnamespace = ${ours} ORDER BY relname`,
  "SELECT definition FROM pg_rules WHERE schemaname = 'public' ORDER BY rulename",
  'SELECT pg_get_triggerdef(oid) FROM pg_trigger ORDER BY tgname',
]

describe('split, on PostgreSQL', () => {
  let cluster: Cluster
  let client: Client
  before(async () => {
    cluster = await startCluster()
    client = new Client(await cluster.database())
    await client.connect()
  })
  after(async () => {
    await client.end()
    await cluster.stop()
  })

  /** What is there after some messages, of which nothing is left. */
  async function effect(messages: readonly string[]): Promise<unknown> {
    await client.query('BEGIN; CREATE TABLE said (at serial, what text)')
    try {
      for (const message of messages) await client.query(message)
      const found: unknown[] = []
      for (const text of queries) found.push((await client.query(text)).rows)
      const tables = await client.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
      )
      for (const { table_name } of tables.rows) {
        found.push((await client.query(`SELECT * FROM ${postgresql.identifier(table_name)}`)).rows)
      }
      return found
    } finally {
      await client.query('ROLLBACK')
      await client.query('DEALLOCATE ALL')
    }
  }

  for (const [at, statements] of postgresqlCorpus.entries()) {
    it(`gives the same one by one as at once: ${at + 1}, ${statements[0]?.slice(0, 40)}`, async () => {
      const plain = statements.map((statement) => statement.replaceAll('~', '').replaceAll('·', ' '))
      assert.deepEqual(postgresql.split(plain.join(';')), plain)
      assert.deepEqual(await effect(plain), await effect([plain.join(';')]))
    })
  }

  it('gives the same one by one as at once, for any statements', async () => {
    await fc.assert(
      fc.asyncProperty(anyStatements(postgresqlCorpus, postgresqlSpaces), separator, async (given, by) => {
        assert.deepEqual(await effect(postgresql.split(given.join(by))), await effect([given.join(by)]))
      }),
      { numRuns: 30, includeErrorInReport: true },
    )
  })
})
