import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { compareMetadata } from 'limbeck/autogenerate'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { reflect } from '../../src/reflect/reflect.js'
import type { DatabaseSchema } from '../../src/schema/database.js'
import { newDatabase } from '../database.js'
import { readCases } from '../oracle/cases.js'
import { postgresqlSchemas } from '../reflect/postgresql-schemas.js'
import { sqliteSchemas } from '../reflect/sqlite-schemas.js'
import { applyTo, reflectDb } from './on-sqlite.js'

const options = { includeSchemas: true }

function assertSame(one: DatabaseSchema, other: DatabaseSchema, engine: string, what: string): void {
  const { differences, upgrade, downgrade } = compareMetadata(one, other, { engine, ...options })
  assert.deepEqual(
    differences.map(({ message }) => message),
    [],
    what,
  )
  assert.deepEqual([...upgrade, ...downgrade], [], what)
}

const operations = (directives: readonly { readonly operation: object }[]) =>
  directives.map(({ operation }) => operation) as never

describe('every schema of the corpus', () => {
  const setups = readCases<{ readonly setup: readonly string[] }>('test/oracle', 'batch').map(({ setup }) =>
    setup.join(';\n'),
  )

  for (const script of new Set([...sqliteSchemas, ...setups])) {
    it(`on SQLite is itself, and made from nothing and back: ${script.slice(0, 80).replaceAll('\n', ' ')}`, async () => {
      const [db, empty] = [newDatabase(script), newDatabase()]
      const [schema, nothing] = [await reflectDb(db), await reflectDb(empty)]
      assertSame(schema, schema, 'sqlite', 'it differs from itself')
      const { upgrade, downgrade } = compareMetadata(nothing, schema, { engine: 'sqlite' })
      await applyTo(empty, operations(upgrade))
      assertSame(await reflectDb(empty), schema, 'sqlite', 'after the upgrade')
      await applyTo(empty, operations(downgrade))
      assertSame(await reflectDb(empty), nothing, 'sqlite', 'after the downgrade')
    })
  }

  describe('on PostgreSQL', () => {
    let client: PGlite
    before(async () => {
      client = await PGlite.create()
    })
    after(() => client.close())

    for (const script of postgresqlSchemas) {
      it(`is itself, and made from nothing and back: ${script.slice(0, 80)}`, async () => {
        const adapter = pglite(client)
        const read = () => reflect(adapter, { schemas: ['public', 'annex'] })
        const start = (sql: string) =>
          adapter.transaction((tx) =>
            tx.run([
              'DROP SCHEMA public CASCADE',
              'DROP SCHEMA IF EXISTS annex CASCADE',
              'CREATE SCHEMA public',
              'CREATE SCHEMA annex',
              ...postgresql.split(sql),
            ]),
          )
        await start(script)
        const schema = await read()
        assertSame(schema, schema, 'postgresql', 'it differs from itself')
        await start('')
        const nothing = await read()
        const { upgrade, downgrade } = compareMetadata(nothing, schema, { engine: 'postgresql', ...options })
        const run = (all: typeof upgrade) =>
          adapter.transaction((tx) => tx.run(toStatements(operations(all), postgresql)))
        await run(upgrade)
        assertSame(await read(), schema, 'postgresql', 'after the upgrade')
        await run(downgrade)
        assertSame(await read(), nothing, 'postgresql', 'after the downgrade')
      })
    }
  })
})
