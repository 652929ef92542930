import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import { checkPairs } from '../../autogenerate/pairs/check-pair.js'
import { postgresqlPairs } from '../../autogenerate/pairs/on-postgresql.js'
import { type Cluster, startCluster } from './start-cluster.js'

describe('random pairs of schemas, on a server', () => {
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

  it('lead to one another and back: 900', async () => {
    const { changed, kept, failed } = await checkPairs(await postgresqlPairs(pg(client)), 7_000, 900)
    assert.deepEqual(failed, [])
    assert.ok(changed > 630 && kept > 450, `${changed} differed, ${kept} kept rows both ways`)
  })
})
