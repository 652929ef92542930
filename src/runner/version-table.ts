import type { Queryable } from '../adapter.js'

/** Where our tables are; every verb takes these. */
export interface VersionTableOptions {
  /** The table of the version rows: `limbeck_version` when not given. `alembic_version` takes over a database of Alembic's. */
  readonly versionTable?: string
  /** The schema that our tables are in (SQLite: the attached database); it must be there. */
  readonly versionTableSchema?: string
}

/** A table of ours as SQL writes it: the version table, which holds one row per effective head, or another. */
export function nameOf(
  { versionTable: table, versionTableSchema: schema }: VersionTableOptions,
  name: string = table ? `"${table}"` : 'limbeck_version',
): string {
  return schema ? `"${schema}".${name}` : name
}

/** The version rows; undefined when the table does not exist, which means that no revision has run. */
export async function readRows(
  database: Queryable,
  options: VersionTableOptions,
): Promise<readonly string[] | undefined> {
  const table = nameOf(options)
  try {
    const rows = await database.query(`SELECT version_num FROM ${table}`)
    return rows.map((row) => String(row.version_num))
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (code === '42P01' || String(message).includes(`no such table: ${table.replaceAll('"', '')}`)) return undefined
    throw error
  }
}

/** Whether two lists of version rows are the same set. */
export const sameRows = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))
