import type { Queryable } from '../adapter.js'

/** The table that holds one row per effective head; its shape is Alembic's. */
export const versionTable = 'limbeck_version'

/** The version rows; undefined when the table does not exist, which means that no revision has run. */
export async function readRows(database: Queryable): Promise<readonly string[] | undefined> {
  try {
    const rows = await database.query(`SELECT version_num FROM ${versionTable}`)
    return rows.map((row) => String(row.version_num))
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (code === '42P01' || String(message).includes(`no such table: ${versionTable}`)) return undefined
    throw error
  }
}

/** Whether two lists of version rows are the same set. */
export const sameRows = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))
