import assert from 'node:assert/strict'
import { asWritten, type DatabaseSchema, reflect, renderSchema } from 'limbeck/reflect'
import type { TransactionalAdapter } from '../../src/adapter.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'

const schemas = ['public', 'annex']

/** Empties a database but for its two schemas. */
export const empty = (adapter: TransactionalAdapter): Promise<void> =>
  adapter.run([
    ...schemas.map((schema) => `DROP SCHEMA IF EXISTS ${schema} CASCADE`),
    ...schemas.map((schema) => `CREATE SCHEMA ${schema}`),
  ])

/** What a database holds, in both schemas. */
export const reflected = (adapter: TransactionalAdapter): Promise<DatabaseSchema> => reflect(adapter, { schemas })

const meaning = ({ unreflected: _, ...schema }: DatabaseSchema) => schema

/**
 * Makes what a script makes anew in another database, from what was read; holds that nothing is lost, and that `dump`, who
 * knows nothing of us, sees no difference. Tables are made in both ways that there are to write them.
 */
export async function assertFixedPoint(
  script: string,
  one: TransactionalAdapter,
  other: TransactionalAdapter,
  dump?: (adapter: TransactionalAdapter) => Promise<string>,
): Promise<void> {
  await empty(one)
  await one.run(postgresql.split(script))
  const schema = await reflected(one)
  const was = schema.unreflected.length === 0 ? await dump?.(one) : undefined
  for (const tables of [
    schema.tables,
    schema.tables.map((table) => ({ ...asWritten(table, 'postgresql'), indexes: table.indexes })),
  ]) {
    await empty(other)
    const statements = renderSchema({ ...schema, tables }, 'postgresql')
    await other.transaction((tx) => tx.run(statements))
    assert.deepEqual(meaning(await reflected(other)), meaning(schema), statements.join(';\n'))
    if (was !== undefined) assert.deepEqual((await dump?.(other))?.split('\n'), was.split('\n'), statements.join(';\n'))
  }
}
