import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'

/** How the connection is set: rows of `factsQuery`. */
export const settingsQuery = `SELECT 'setting' AS type, 'foreign_keys' AS name, '' AS tbl_name, CAST(foreign_keys AS TEXT) AS sql FROM pragma_foreign_keys
UNION ALL SELECT 'setting', 'legacy_alter_table', '', CAST(legacy_alter_table AS TEXT) FROM pragma_legacy_alter_table
UNION ALL SELECT 'setting', 'defer_foreign_keys', '', CAST(defer_foreign_keys AS TEXT) FROM pragma_defer_foreign_keys`

/**
 * The one query whose rows `rebuild` takes: what `sqlite_master` holds, and how the connection is set. It runs on every
 * SQLite; D1 and Durable Objects let no one read their own tables (`_cf_…`), so these are left out.
 */
export const factsQuery = `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE substr(tbl_name, 1, 4) <> '_cf_'
UNION ALL ${settingsQuery}`

/** A row of `factsQuery`. */
export type FactsRow = Readonly<Record<string, unknown>>

/** Something that `sqlite_master` holds. */
export interface SchemaObject {
  readonly type: 'table' | 'index' | 'trigger' | 'view'
  readonly name: string
  /** The table or view that an index or trigger belongs to; else its own name. */
  readonly table: string
  /** Null for the index that a constraint made. */
  readonly sql: string | null
}

/** What is known of a database before a rebuild. */
export interface Facts {
  readonly objects: readonly SchemaObject[]
  /** Whether foreign keys are enforced. */
  readonly foreignKeys: boolean
  readonly legacyAlterTable: boolean
  readonly deferForeignKeys: boolean
}

/** The rows of `factsQuery` as facts. */
export function readFacts(rows: readonly FactsRow[]): Facts {
  const objects: SchemaObject[] = []
  const settings = new Map<unknown, unknown>()
  for (const { type, name, tbl_name, sql } of rows) {
    if (type === 'setting') settings.set(name, sql)
    else objects.push({ type, name, table: tbl_name, sql } as SchemaObject)
  }
  const isOn = (name: string) => settings.get(name) === '1'
  return {
    objects,
    foreignKeys: isOn('foreign_keys'),
    legacyAlterTable: isOn('legacy_alter_table'),
    deferForeignKeys: isOn('defer_foreign_keys'),
  }
}

/** The objects of a table: itself, its indexes and triggers. */
export const objectsOf = (facts: Facts, table: string, type: SchemaObject['type']): readonly SchemaObject[] =>
  facts.objects.filter((one) => one.type === type && sameName(one.table, table))

/** A table by its name. Throws `unsupported-operation` for a virtual one. */
export function tableNamed(facts: Facts, name: string): TableDefinition | undefined {
  const found = facts.objects.find((one) => one.type === 'table' && sameName(one.name, name))
  if (!found?.sql) return undefined
  if (isVirtual(found.sql)) {
    const message = `'${name}' is a virtual table: its columns are its module's, and cannot be altered.`
    throw new LimbeckError('unsupported-operation', message)
  }
  return parseTable(found.sql)
}

/** Whether a table's SQL is that of a virtual table. */
export const isVirtual = (sql: string | null): boolean => /^create\s+virtual\b/i.test(sql ?? '')

/** The ordinary tables that may have foreign keys. */
export const referringTables = (facts: Facts): readonly TableDefinition[] =>
  facts.objects
    .filter(
      ({ type, sql }) =>
        type === 'table' && /\breferences\b/i.test(sql ?? '') && !/^create\s+virtual\b/i.test(sql ?? ''),
    )
    .map(({ sql }) => parseTable(sql as string))
