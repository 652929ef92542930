import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type RevisionModule, upgrade } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import { column, integer, type Operations, text } from 'limbeck/op'
import { Client } from 'pg'
import { type Cluster, startCluster } from './start-cluster.js'

const history = (count: number): RevisionModule[] =>
  Array.from({ length: count }, (_, at) => ({
    revision: `r${at}`,
    downRevision: at === 0 ? null : `r${at - 1}`,
    upgrade(op: Operations) {
      op.createTable(`t${at}`, column('id', integer(), { primaryKey: true }), column('name', text()))
      op.createIndex(`i${at}`, `t${at}`, ['name'])
    },
    downgrade: (op: Operations) => op.dropTable(`t${at}`),
  }))

describe('the round trips of an upgrade', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  /** How often the server was asked and had answered, as the driver's connection saw it. */
  const counted = async (
    work: (count: (run: () => Promise<unknown>) => Promise<number>) => Promise<void>,
    client: Client,
  ) => {
    let trips = 0
    const { connection } = client as unknown as { connection: { on(event: string, heard: () => void): void } }
    connection.on('readyForQuery', () => trips++)
    await work(async (run) => {
      trips = 0
      await run()
      return trips
    })
  }

  it('are 1 at head, at most 4 with one revision pending, and at most 4 for a hundred on an empty database', async () => {
    const client = new Client(await cluster.database())
    await client.connect()
    await counted(async (count) => {
      const adapter = pg(client)
      const fresh = await count(() => upgrade(adapter, history(100)))
      const pending = await count(() => upgrade(adapter, history(101)))
      const head = await count(() => upgrade(adapter, history(101)))
      console.log(JSON.stringify({ fresh, pending, head }))
      assert.ok(fresh <= 4, `fresh: ${fresh}`)
      assert.ok(pending <= 4, `one pending: ${pending}`)
      assert.equal(head, 1)
    }, client)
    await client.end()
  })
})
