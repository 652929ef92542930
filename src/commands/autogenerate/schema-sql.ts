import type { Adapter } from '../../adapter.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'
import type { DatabaseSchema } from '../../schema/database.js'

/** What a schema of SQLite is made with, word by word, and how its database is set. */
export interface SchemaSql {
  readonly statements: readonly string[]
  /** Whether foreign keys are enforced. */
  readonly foreignKeys: boolean
}

const objects = `SELECT type, tbl_name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND lower(substr(name, 1, 7)) <> 'sqlite_' AND substr(tbl_name, 1, 4) <> '_cf_' ORDER BY rowid`

/** Reads it, of the database that `schema` was read from; undefined for PostgreSQL, where nothing is made anew. */
export async function schemaSql(adapter: Adapter, schema: DatabaseSchema): Promise<SchemaSql | undefined> {
  if (adapter.engine === 'postgresql') return undefined
  const { tables, virtualTables, unreflected } = schema
  const names = [...tables.map(({ table }) => table), ...[...virtualTables, ...unreflected].map(({ name }) => name)]
  const known = new Set(names.map(fold))
  const rows = await adapter.query(objects)
  // Limbeck's own tables are none of the schema's, and those of virtual tables come with these.
  const made = (type: string) =>
    rows.flatMap((row) =>
      row.type === type && (type === 'view' || type === 'trigger' || known.has(fold(String(row.tbl_name))))
        ? [String(row.sql)]
        : [],
    )
  // Cloudflare enforces foreign keys, and does not say so.
  const [setting] = adapter.engine === 'sqlite' ? await adapter.query('PRAGMA foreign_keys') : [{ foreign_keys: 1 }]
  return {
    statements: ['table', 'index', 'view', 'trigger'].flatMap(made),
    foreignKeys: Number(setting?.foreign_keys) === 1,
  }
}
