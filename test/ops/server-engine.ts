import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import { startCluster } from '../runtimes/postgres/start-cluster.js'
import type { Engine } from './engine.js'
import { postgresqlEngine } from './postgresql-engine.js'

/** A PostgreSQL server of its own. */
export async function serverEngine(): Promise<Engine> {
  const cluster = await startCluster()
  const client = new Client(await cluster.database())
  await client.connect()
  const types = { getTypeParser: () => (text: string) => text }
  return postgresqlEngine({
    adapter: pg(client),
    read: async (sql) => (await client.query({ text: sql, rowMode: 'array', types })).rows,
    async close() {
      await client.end()
      await cluster.stop()
    },
  })
}
