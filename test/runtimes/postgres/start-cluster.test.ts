import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client } from 'pg'
import { type Cluster, startCluster } from './start-cluster.js'

describe('startCluster', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  it('gives databases that know nothing of each other', async () => {
    for (const at of [await cluster.database(), await cluster.database()]) {
      const client = new Client(at)
      await client.connect()
      await client.query('CREATE TABLE t (n integer)')
      await client.end()
    }
    assert.match(cluster.version, /^\d+\.\d+/)
  })
})
