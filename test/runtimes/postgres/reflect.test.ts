import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { pg } from 'limbeck/adapters/pg'
import { reflect, renderSchema } from 'limbeck/reflect'
import { Client } from 'pg'
import type { TransactionalAdapter } from '../../../src/adapter.js'
import { postgresql } from '../../../src/dialects/postgresql/index.js'
import { assertFixedPoint, empty, reflected } from '../../reflect/postgresql-fixed-point.js'
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

  it('leaves out what belongs to an extension, and reads what uses it', async () => {
    const script = `CREATE EXTENSION citext; CREATE EXTENSION btree_gist;
      CREATE TABLE t (a citext DEFAULT 'x', room integer, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&)); CREATE INDEX i ON t (a citext_pattern_ops)`
    await empty(one)
    await one.run(postgresql.split(script))
    const schema = await reflected(one)
    assert.deepEqual([schema.unreflected, schema.routines, schema.enumerations], [[], [], []])
    await empty(other)
    const made = ['CREATE EXTENSION citext', 'CREATE EXTENSION btree_gist', ...renderSchema(schema, 'postgresql')]
    await other.transaction((tx) => tx.run(made))
    assert.deepEqual(await reflected(other), schema)
  })

  it('reads the schema that tables are made in, and names it nowhere', async () => {
    const script = `CREATE TYPE mood AS ENUM ('glad'); CREATE TABLE p (id serial PRIMARY KEY, m mood DEFAULT 'glad');
      CREATE TABLE c (p integer REFERENCES p, x integer REFERENCES public.far); CREATE INDEX i ON c (p); CREATE VIEW v AS SELECT id FROM p;
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER g AFTER INSERT ON c FOR EACH ROW EXECUTE FUNCTION f();
      COMMENT ON INDEX i IS 'i'`
    await empty(one)
    await one.run(['CREATE TABLE far (id integer PRIMARY KEY)', 'SET search_path = annex', ...postgresql.split(script)])
    const schema = await reflect(one)
    assert.ok(!/annex/.test(JSON.stringify(schema, (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
    assert.deepEqual(
      schema.tables.map(({ table }) => table),
      ['c', 'p'],
    )
    await one.run(['DROP SCHEMA annex CASCADE', 'CREATE SCHEMA annex'])
    await one.transaction((tx) => tx.run(renderSchema(schema, 'postgresql')))
    assert.deepEqual(await reflect(one), schema)
    await one.run(['RESET search_path'])
    assert.deepEqual(
      (await reflect(one)).tables.map(({ table }) => table),
      ['far'],
    )
  })

  it(`is what pg_dump sees of random schemas: ${seeds}`, async () => {
    for (let seed = first; seed < first + seeds; seed++) {
      const script = randomPostgresql(seed)
      await assertSame(script).catch((cause) => {
        throw new Error(`seed ${seed}: ${script}`, { cause })
      })
    }
  })
})
