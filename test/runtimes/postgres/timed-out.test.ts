import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import type { Operations } from 'limbeck/op'
import { Client, Pool } from 'pg'
import { type Cluster, startCluster } from './start-cluster.js'

const directions = {
  'a statement': (op: Operations) => op.execute('CREATE TABLE a (); SELECT pg_sleep(1)'),
  'a question': async (op: Operations) => {
    op.execute('CREATE TABLE a ()')
    await op.query('SELECT pg_sleep(1)')
  },
}

describe('an upgrade whose client no longer waits for an answer', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  for (const [what, direction] of Object.entries(directions)) {
    const fails = (client: Client | Pool) =>
      assert.rejects(upgrade(pg(client), [{ revision: 'a', downRevision: null, upgrade: direction }]), {
        message: /Query read timeout/,
      })

    it(`leaves no connection of a pool in its transaction, where the app would write next: ${what}`, async () => {
      const at = await cluster.database()
      const pool = new Pool({ ...at, max: 1, query_timeout: 200 })
      await fails(pool)
      // The server has an end of the statement that nobody waits for.
      await new Promise((resolve) => setTimeout(resolve, 1200))
      await pool.query('CREATE TABLE app ()')
      const other = new Client(at)
      await other.connect()
      const { rows } = await other.query(
        "SELECT relname FROM pg_class WHERE relname IN ('app', 'a', 'limbeck_version')",
      )
      assert.deepEqual(rows, [{ relname: 'app' }])
      await other.end()
      await pool.end()
    })

    it(`ends a client that may be in its transaction still: ${what}`, async () => {
      const client = new Client({ ...(await cluster.database()), query_timeout: 200 })
      client.on('error', () => undefined)
      await client.connect()
      await fails(client)
      await assert.rejects(client.query('CREATE TABLE app ()'), /not queryable|terminated|closed/)
    })
  }
})
