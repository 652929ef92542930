import type { Queryable } from '../../adapter.js'
import { parseTable } from '../../dialects/sqlite/parse/parse-table.js'
import type { TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'
import type { DatabaseSchema, ExistingTable, Trigger, Unreflected, View, VirtualTable } from '../../schema/database.js'
import type { IndexDefinition } from '../../schema/table.js'
import { compareTexts } from '../order-constraints.js'
import { readIndex } from './read-index.js'
import { readTable } from './read-table.js'
import { isVirtual, shadowsOf } from './shadow-tables.js'

// D1 and Durable Objects let no one read their own tables (`_cf_…`), not even what there is to know of them.
const objects = `SELECT type, name, tbl_name, sql FROM sqlite_master
WHERE substr(tbl_name, 1, 4) <> '_cf_' AND lower(substr(name, 1, 7)) <> 'sqlite_' AND sql IS NOT NULL`
const shadows = `SELECT 'shadow', name, '', '' FROM pragma_table_list
WHERE schema = 'main' AND type = 'shadow' AND substr(name, 1, 4) <> '_cf_'`

/** Everything that SQLite knows of its main database's schema, from the SQL that it keeps, in one query. */
export async function reflectSqlite(database: Queryable, own: ReadonlySet<string>): Promise<DatabaseSchema> {
  const rows = (await queryObjects(database)) as unknown as readonly Row[]
  const ownTables = new Set([...own].map(fold))
  const of = (type: string) =>
    rows
      .filter((row) => row.type === type && !ownTables.has(fold(row.tbl_name)))
      .sort((one, other) => compareTexts(one.name, other.name))
  const unreflected: Unreflected[] = []
  const virtualTables: VirtualTable[] = of('table')
    .filter(({ sql }) => isVirtual(sql))
    .map(({ name, sql }) => ({ name, sql }))
  const shadowNames = new Set([...rows.flatMap(shadowOf), ...shadowsOf(virtualTables)])
  const tables = new Map<string, TableDefinition>()
  for (const { name, sql } of of('table')) {
    if (isVirtual(sql) || shadowNames.has(fold(name))) continue
    try {
      // The tokens of all tables would be the most of what is held meanwhile.
      tables.set(fold(name), { ...parseTable(sql), tokens: [] })
    } catch (error) {
      unreflected.push({ kind: 'table', name, why: (error as Error).message })
    }
  }
  const indexes = new Map<string, IndexDefinition[]>()
  for (const { name, tbl_name, sql } of of('index')) {
    const table = tables.get(fold(tbl_name))
    if (!table) continue
    try {
      indexes.set(fold(tbl_name), [...(indexes.get(fold(tbl_name)) ?? []), readIndex(sql, table)])
    } catch (error) {
      unreflected.push({ kind: 'index', name, why: (error as Error).message })
    }
  }
  const read = [...tables].map(([key, parsed]): ExistingTable => {
    const { table, unreflected: left } = readTable(parsed, tables)
    unreflected.push(...left)
    return { ...table, indexes: indexes.get(key) ?? [] }
  })
  return {
    tables: read,
    virtualTables,
    views: of('view').map(({ name, sql }): View => ({ name, sql })),
    triggers: of('trigger').map(
      ({ name, tbl_name, sql }): Trigger => ({
        name,
        table: tables.get(fold(tbl_name))?.table.name ?? tbl_name,
        sql,
      }),
    ),
    routines: [],
    enumerations: [],
    sequences: [],
    comments: [],
    unreflected,
  }
}

interface Row {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string
}

const shadowOf = ({ type, name }: Row): readonly string[] => (type === 'shadow' ? [fold(name)] : [])

/** Before 3.37 SQLite has no list that tells the tables of virtual tables. */
async function queryObjects(database: Queryable) {
  try {
    return await database.query(`${objects}\nUNION ALL ${shadows}`)
  } catch (error) {
    if (!/pragma_table_list/.test(String((error as Error).message))) throw error
    return await database.query(objects)
  }
}
