import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import type { TransactionalAdapter } from '../../../src/adapter.js'
import { assertFixedPoint } from '../../reflect/postgresql-fixed-point.js'
import { postgresqlSchemas } from '../../reflect/postgresql-schemas.js'
import { randomPostgresql } from '../../reflect/random-postgresql.js'
import { type Address, type Cluster, findPostgres, startCluster } from './start-cluster.js'

/** What PostgreSQL's own tool writes of a schema, but for comments, and defaults that are as good as none. */
async function dump({ host, port, user, database }: Address): Promise<string> {
  const args = ['--schema-only', '--no-owner', '--no-privileges', '-h', host, '-p', String(port), '-U', user, database]
  const { stdout } = await promisify(execFile)(join(findPostgres(), 'pg_dump'), args)
  return stdout
    .split('\n')
    .filter((line) => !/^(--|\\)|^$/.test(line))
    .join('\n')
    .replaceAll(/ DEFAULT NULL::[a-z]+( varying)?/g, '')
}

// More of them: REFLECT_SEEDS=2000 node --import tsx --test test/runtimes/postgres/reflect.test.ts
const seeds = Number(process.env.REFLECT_SEEDS ?? 8)
const first = Number(process.env.REFLECT_FIRST ?? 1000)

describe('reflection of PostgreSQL, on a server', () => {
  let cluster: Cluster
  const clients: Client[] = []
  const addresses = new Map<TransactionalAdapter, Address>()
  let [one, other] = [] as unknown as [TransactionalAdapter, TransactionalAdapter]
  before(async () => {
    cluster = await startCluster()
    const adapters = []
    for (let nth = 0; nth < 2; nth++) {
      const address = await cluster.database()
      const client = new Client(address)
      await client.connect()
      clients.push(client)
      adapters.push(pg(client))
      addresses.set(adapters[nth] as TransactionalAdapter, address)
    }
    ;[one, other] = adapters as [TransactionalAdapter, TransactionalAdapter]
  })
  after(async () => {
    for (const client of clients) await client.end()
    await cluster.stop()
  })

  const assertSame = (script: string) =>
    assertFixedPoint(script, one, other, (adapter) => dump(addresses.get(adapter) as Address))

  for (const script of postgresqlSchemas) {
    it(`is what pg_dump sees: ${script.slice(0, 100)}`, () => assertSame(script))
  }

  it(`is what pg_dump sees of random schemas: ${seeds}`, async () => {
    for (let seed = first; seed < first + seeds; seed++) {
      const script = randomPostgresql(seed)
      await assertSame(script).catch((cause) => {
        throw new Error(`seed ${seed}: ${script}`, { cause })
      })
    }
  })
})
