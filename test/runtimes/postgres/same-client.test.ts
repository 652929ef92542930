import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import type { Operations } from 'limbeck/op'
import { Client } from 'pg'
import { type Cluster, startCluster } from './start-cluster.js'

const table = (name: string, downRevision: string | null) => ({
  revision: name,
  downRevision,
  upgrade: async (op: Operations) => {
    op.execute(`CREATE TABLE ${name} ()`)
    await op.query('SELECT 1')
  },
})

describe('two adapters of one client', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  for (const external of [false, true]) {
    it(`upgrade one after the other, not in one another's transaction: external ${external}`, async () => {
      const client = new Client(await cluster.database())
      await client.connect()
      try {
        if (external) await client.query('BEGIN')
        const history = [table('a', null), table('b', 'a'), table('c', 'b')]
        const runs = await Promise.all([
          upgrade(pg(client, { external }), history),
          upgrade(pg(client, { external }), history),
        ])
        assert.deepEqual(
          runs.map(({ to }) => to),
          [['c'], ['c']],
        )
        assert.equal(runs.flatMap(({ steps }) => steps).length, 3)
        const broken = [...history, { revision: 'd', downRevision: 'c', upgrade: () => assert.fail('no') }]
        const ends = await Promise.allSettled([
          upgrade(pg(client, { external }), broken),
          upgrade(pg(client, { external }), [...history, table('e', 'c')]),
        ])
        assert.deepEqual(
          ends.map(({ status }) => status),
          ['rejected', 'fulfilled'],
        )
        if (external) await client.query('COMMIT')
        assert.deepEqual((await client.query('SELECT version_num FROM limbeck_version')).rows, [{ version_num: 'e' }])
        assert.deepEqual((await client.query("SELECT 1 FROM pg_class WHERE relname = 'e'")).rows.length, 1)
      } finally {
        await client.end()
      }
    })
  }
})
