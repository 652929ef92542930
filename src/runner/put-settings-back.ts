import type { Queryable, Statement } from '../adapter.js'

const settings = ['legacy_alter_table', 'defer_foreign_keys']

/**
 * Switches off what statements that failed had switched on, and would have switched off again: a setting of the connection
 * outlives a transaction, and one of a transaction its savepoints, which is all that a run within the caller's has.
 */
export async function putSettingsBack(database: Queryable, statements: readonly Statement[]): Promise<void> {
  const on = settings.filter((name) => statements.includes(`PRAGMA ${name}=ON`))
  if (on[0]) await database.run(on.map((name) => `PRAGMA ${name}=OFF`)).catch(() => undefined)
}
