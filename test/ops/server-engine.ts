import { Client } from 'pg'
import { startCluster } from '../runtimes/postgres/start-cluster.js'
import type { Engine } from './engine.js'
import { postgresqlEngine } from './postgresql-engine.js'

/** A PostgreSQL server of its own. */
export async function serverEngine(): Promise<Engine> {
  const cluster = await startCluster()
  // Everything stays the text that PostgreSQL sent.
  const client = new Client({ ...(await cluster.database()), types: { getTypeParser: () => (text: string) => text } })
  await client.connect()
  return postgresqlEngine({
    query: async (sql, params) => (await client.query({ text: sql, values: [...params], rowMode: 'array' })).rows,
    script: async (sql) => void (await client.query(sql)),
    async close() {
      await client.end()
      await cluster.stop()
    },
  })
}
