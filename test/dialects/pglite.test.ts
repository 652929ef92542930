import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { check, column, createTable, enumeration, text } from 'limbeck/op'
import type { DialectStatement, EncodedValue } from '../../src/dialects/dialect.js'
import { inlineParams } from '../../src/dialects/inline.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { postgresqlKeywords, postgresqlTypes } from '../../src/dialects/postgresql/words.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { postgresqlCorpus } from './postgresql-corpus.js'

// What is tried at length on a server (test/runtimes/postgres) is tried here on a newer PostgreSQL.
describe("PostgreSQL's SQL, on PGlite", () => {
  let db: PGlite
  before(async () => {
    db = new PGlite()
    await db.waitReady
  })
  after(() => db.close())

  const list = async (query: string): Promise<readonly unknown[]> =>
    (await db.query<unknown[]>(query, [], { rowMode: 'array' })).rows.flat()

  /** What is there after some messages, of which nothing is left. */
  async function effect(messages: readonly string[], ...queries: readonly string[]) {
    await db.exec('BEGIN; CREATE TABLE said (at serial, what text)')
    try {
      for (const message of messages) await db.exec(message)
      const found: unknown[] = []
      for (const query of queries) found.push(await list(query))
      return found
    } finally {
      await db.exec('ROLLBACK; DEALLOCATE ALL')
    }
  }

  it('is split as it is read', async () => {
    for (const statements of postgresqlCorpus) {
      const plain = statements.map((statement) => statement.replaceAll('~', '').replaceAll('·', ' '))
      const split = postgresql.split(plain.join(';'))
      assert.deepEqual(split, plain)
      const queries = [
        'SELECT what FROM said ORDER BY at',
        "SELECT relname FROM pg_class WHERE relname !~ '^pg_' ORDER BY 1",
      ]
      assert.deepEqual(await effect(split, ...queries), await effect([plain.join(';')], ...queries))
    }
  })

  it('has no other words to quote, and no other types', async () => {
    const reserved = await list("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'")
    assert.deepEqual(
      reserved.filter((word) => !postgresqlKeywords.has(String(word))),
      [],
    )
    const types = await list(
      "SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype <> 'c' AND typname !~ '^(_|pg_)'",
    )
    assert.deepEqual(
      types.filter((type) => !postgresqlTypes.has(String(type))),
      [],
    )
  })

  it('takes any of its words for a name', async () => {
    const words = (await list('SELECT word FROM pg_get_keywords() ORDER BY word COLLATE "C"')) as string[]
    const types = words.filter((word) => !postgresqlTypes.has(word))
    const tables = words.map((word) =>
      createTable(word, column(word, text()), check(`${postgresql.identifier(word)} <> ''`, { name: word })),
    )
    const ours =
      "IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'said%')"
    const found = await effect(
      [toStatements(tables, postgresql).join(';')],
      `SELECT attname FROM pg_attribute WHERE attrelid ${ours} AND attnum > 0 ORDER BY attname COLLATE "C"`,
      `SELECT conname FROM pg_constraint WHERE conrelid ${ours} AND contype = 'c' ORDER BY conname COLLATE "C"`,
    )
    assert.deepEqual(found, [words, words])
    const made = createTable('t', ...types.map((word) => column(word, enumeration(word, [word]))))
    const enumerations = `SELECT enumlabel FROM pg_enum ORDER BY enumlabel COLLATE "C"`
    assert.deepEqual(await effect([toStatements([made], postgresql).join(';')], enumerations), [types])
  })

  for (const statement of [
    [`SELECT '{"a": "$1"}'::jsonb ? $1, '$1', $1 || 'b', $2::bytea`, 'a', new Uint8Array([0, 255])],
    ["SELECT $1::text, E'\\'$1', $q$ $1 $q$, $2::int - $3::int /* $1 /* */ $1 */", "it's \\ $2", -1, 2],
  ] as readonly Exclude<DialectStatement, string>[]) {
    it(`selects the same with literals: ${statement[0]}`, async () => {
      const [sql, ...params] = statement
      const { rows } = await db.query<EncodedValue[]>(sql, params, { rowMode: 'array' })
      assert.deepEqual(await list(inlineParams(postgresql, statement)), rows.flat())
    })
  }
})
