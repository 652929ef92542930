import assert from 'node:assert/strict'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { asWritten, type DatabaseSchema, reflect, renderSchema } from 'limbeck/reflect'
import type { Database } from 'sql.js'
import { openScratch } from '../../src/scratch/open-scratch.js'
import { newDatabase } from '../database.js'
import { otherObjects, pragmaFacts } from './pragma-facts.js'

/** A schema but for the words that its tables were written in. */
export const meaning = ({ tables, unreflected: _, ...rest }: DatabaseSchema) => ({
  tables: tables.map(({ sql: _, ...table }) => table),
  ...rest,
})

/** A schema's tables in both ways that there are to write them. */
export const waysToWrite = ({ tables }: DatabaseSchema) => [
  tables,
  tables.map((table) => ({ ...asWritten(table, 'sqlite'), indexes: table.indexes })),
]

/** Makes anew what a database holds, and holds that nothing is lost, as SQLite's pragmas tell too. */
export async function assertFixedPoint(db: Database): Promise<void> {
  const schema = await reflect(sqlJs(db))
  for (const tables of waysToWrite(schema)) {
    const made = newDatabase()
    const statements = renderSchema({ ...schema, tables }, 'sqlite')
    await sqlJs(made).run(statements)
    assert.deepEqual(meaning(await reflect(sqlJs(made))), meaning(schema), statements.join(';\n'))
    if (schema.unreflected.length === 0) assert.deepEqual(pragmaFacts(made), pragmaFacts(db), statements.join(';\n'))
    assert.deepEqual(otherObjects(made), otherObjects(db))
    made.close()
  }
}

/** The same on a scratch database, where nothing but `reflect` is asked. */
export async function assertScratchFixedPoint(statements: readonly string[]): Promise<void> {
  const [one, other] = [await openScratch('sqlite'), await openScratch('sqlite')]
  await one.adapter.run(statements)
  const schema = await reflect(one.adapter)
  await other.adapter.run(renderSchema(schema, 'sqlite'))
  assert.deepEqual(meaning(await reflect(other.adapter)), meaning(schema))
  await one.close()
  await other.close()
}
