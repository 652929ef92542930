import type { EventEmitter } from 'node:events'
import { pg } from 'limbeck/adapters/pg'
import { examine, type Home, type Store } from 'limbeck/conformance'
import { Client, Pool } from 'pg'
import { type Address, type Cluster, startCluster } from '../../runtimes/postgres/start-cluster.js'

/** node-postgres on a PostgreSQL server. */
export async function* reports() {
  const cluster = await startCluster()
  try {
    for (const kind of ['Pool', 'Client'] as const) yield await examine(homeOf(cluster, kind))
  } finally {
    await cluster.stop()
  }
}

const homeOf = (cluster: Cluster, kind: 'Pool' | 'Client'): Home => ({
  adapter: 'pg',
  engine: 'postgresql',
  atomic: 'transaction',
  home: `PostgreSQL ${cluster.version}, ${kind}`,
  make: async () => open(await cluster.database(), kind),
})

async function open(at: Address, kind: 'Pool' | 'Client'): Promise<Store> {
  const application_name = `limbeck ${++opened}`
  const client = kind === 'Pool' ? new Pool({ ...at, application_name }) : new Client({ ...at, application_name })
  if (client instanceof Client) await client.connect()
  // What is idle when the server ends it tells nobody else.
  const events: EventEmitter = client
  events.on('error', () => undefined)
  const others: Store[] = []
  const also = <T extends Store>(store: T): T => {
    others.push(store)
    return store
  }
  const end = async () => {
    await client.end()
  }
  return {
    adapter: pg(client),
    connect: async () => also(await open(at, kind)),
    async kill() {
      await asAdmin(at, async (admin) => {
        const of = 'FROM pg_stat_activity WHERE application_name = $1'
        await admin.query(`SELECT pg_terminate_backend(pid) ${of}`, [application_name])
        while ((await admin.query(`SELECT 1 ${of}`, [application_name])).rows[0]);
      })
    },
    async readOnly() {
      const options = '-c default_transaction_read_only=on'
      const reader = new Client({ ...at, options })
      await reader.connect()
      also({ adapter: pg(reader), close: () => reader.end() })
      return pg(reader)
    },
    async reopen() {
      await end()
      return also(await open(at, kind))
    },
    async external(work) {
      const own = new Client(at)
      await own.connect()
      try {
        await own.query('BEGIN')
        const result = await work(pg(own, { external: true }))
        await own.query('COMMIT')
        return result
      } catch (error) {
        await own.query('ROLLBACK')
        throw error
      } finally {
        await own.end()
      }
    },
    async close() {
      await Promise.all([end().catch(() => undefined), ...others.map((store) => store.close())])
    },
  }
}

let opened = 0

async function asAdmin(at: Address, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client(at)
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
