import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { asWritten, reflect, renderSchema } from 'limbeck/reflect'
import type { Database } from 'sql.js'
import type { DatabaseSchema } from '../../src/schema/database.js'
import { newDatabase } from '../database.js'
import { readCases } from '../oracle/cases.js'
import { otherObjects, pragmaFacts } from './pragma-facts.js'
import { sqliteSchemas } from './sqlite-schemas.js'

/** A schema but for the words that its tables were written in. */
const meaning = ({ tables, unreflected: _, ...rest }: DatabaseSchema) => ({
  tables: tables.map(({ sql: _, ...table }) => table),
  ...rest,
})

const reflected = (db: Database) => reflect(sqlJs(db))

/** Makes a reflected schema anew, and holds that nothing is lost; also as a person would write its tables. */
async function assertFixedPoint(script: string): Promise<void> {
  const db = newDatabase(script)
  const schema = await reflected(db)
  for (const tables of [
    schema.tables,
    schema.tables.map((table) => ({ ...asWritten(table, 'sqlite'), indexes: table.indexes })),
  ]) {
    const made = newDatabase()
    const statements = renderSchema({ ...schema, tables }, 'sqlite')
    await sqlJs(made).run(statements)
    assert.deepEqual(meaning(await reflected(made)), meaning(schema), statements.join(';\n'))
    if (schema.unreflected.length === 0) assert.deepEqual(pragmaFacts(made), pragmaFacts(db), statements.join(';\n'))
    assert.deepEqual(otherObjects(made), otherObjects(db))
    made.close()
  }
  db.close()
}

describe('reflection of SQLite', () => {
  for (const script of sqliteSchemas) {
    it(`is a fixed point: ${script.slice(0, 100).replaceAll('\n', ' ')}`, () => assertFixedPoint(script))
  }

  it('is a fixed point on every schema that Alembic was asked about', async () => {
    const cases = [
      ...readCases<{ readonly database: readonly string[]; readonly target: readonly string[] }>(
        'test/oracle',
        'reflect-diff',
      ).flatMap(({ database, target }) => [database, target]),
      ...readCases<{ readonly setup: readonly string[] }>('test/oracle', 'batch').map(({ setup }) => setup),
    ]
    const scripts = new Set(cases.map((statements) => statements.join(';\n')))
    assert.ok(scripts.size > 300, String(scripts.size))
    for (const script of scripts) await assertFixedPoint(script)
  })
})
