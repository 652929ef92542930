import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Migrations } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import { corpusFor, leap, walk } from '../../compile/corpus.js'
import { readPostgres } from '../../compile/read-postgres.js'
import { compileModules } from '../../compile-modules.js'
import { setOf } from '../../set-of.js'
import { type Cluster, startCluster } from './start-cluster.js'

describe('what is compiled for PostgreSQL, on a server', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  const outcome = async (migrations: Migrations, ids: readonly string[]) => {
    const client = new Client(await cluster.database())
    await client.connect()
    try {
      const adapter = pg(client)
      return [await walk(adapter, migrations, ids, readPostgres), await leap(adapter, migrations, readPostgres)]
    } finally {
      await client.end()
    }
  }

  it('leaves after every revision, up and down, what revisions leave', async () => {
    const modules = corpusFor('postgresql')
    const ids = modules.map(({ revision }) => revision)
    const distilled = await compileModules(() => corpusFor('postgresql'), 'postgresql')
    const [states] = await outcome(modules, ids)
    assert.deepEqual(await outcome(setOf(distilled, modules), ids), await outcome(modules, ids))
    assert.equal(states?.length, 2 * ids.length)
  })
})
