import type { Queryable } from '../../adapter.js'
import { parseTable } from '../../dialects/sqlite/parse/parse-table.js'
import type { TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'
import type { DatabaseSchema, ExistingTable, Trigger, Unreflected, View, VirtualTable } from '../../schema/database.js'
import { compareTexts } from '../order-constraints.js'
import type { ParsedTables } from './names.js'
import { readIndex } from './read-index.js'
import { readTable } from './read-table.js'
import { isVirtual, shadowsOf } from './shadow-tables.js'
import { type TableMemory, tableMemory, type WholeTable } from './table-memory.js'

// D1 and Durable Objects let no one read their own tables (`_cf_…`), not even what there is to know of them.
const objects = `SELECT type, name, tbl_name, sql FROM sqlite_master
WHERE substr(tbl_name, 1, 4) <> '_cf_' AND lower(substr(name, 1, 7)) <> 'sqlite_' AND sql IS NOT NULL`
const shadows = `SELECT 'shadow', name, '', '' FROM pragma_table_list
WHERE schema = 'main' AND type = 'shadow' AND substr(name, 1, 4) <> '_cf_'`

/** Everything that SQLite knows of its main database's schema, from the SQL that it keeps, in one query. */
export async function reflectSqlite(
  database: Queryable,
  own: ReadonlySet<string>,
  memory: TableMemory = tableMemory(),
): Promise<DatabaseSchema> {
  const rows = (await queryObjects(database)) as unknown as readonly Row[]
  const ownTables = new Set([...own].map(fold))
  const of = (type: string) =>
    rows
      .filter((row) => row.type === type && !ownTables.has(fold(row.tbl_name)))
      .sort((one, other) => compareTexts(one.name, other.name))
  const unreflected: Unreflected[] = []
  const tableRows = of('table')
  const virtualTables: VirtualTable[] = tableRows
    .filter(({ sql }) => isVirtual(sql))
    .map(({ name, sql }) => ({ name, sql }))
  const shadowNames = new Set([...rows.flatMap(shadowOf), ...shadowsOf(virtualTables)])
  const tables = new Map<string, TableDefinition>()
  for (const { name, sql } of tableRows) {
    if (isVirtual(sql) || shadowNames.has(fold(name))) continue
    try {
      const parsed = memory.parsed.get(sql) ?? withoutTokens(parseTable(sql))
      memory.parsed.set(sql, parsed)
      tables.set(fold(name), parsed)
    } catch (error) {
      unreflected.push({ kind: 'table', name, why: (error as Error).message })
    }
  }
  const indexes = new Map<string, Row[]>()
  for (const row of of('index')) {
    const key = fold(row.tbl_name)
    const list = indexes.get(key)
    if (list) list.push(row)
    else indexes.set(key, [row])
  }
  const read = [...tables].map(([key, parsed]): ExistingTable => {
    const { table, unreflected: left } = readWhole(parsed, indexes.get(key) ?? [], tables, memory)
    unreflected.push(...left)
    return table
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

/** The tokens of all tables would be the most of what is held meanwhile. */
const withoutTokens = (parsed: TableDefinition): TableDefinition => ({ ...parsed, tokens: [] })

/** A table with its indexes: what they are follows from their SQL, and from that of the tables that it refers to. */
function readWhole(
  parsed: TableDefinition,
  indexes: readonly Row[],
  tables: ParsedTables,
  { read }: TableMemory,
): WholeTable {
  // All the SQL that it depends on beside its own: each index's, and that of each table which a foreign key names.
  const from = indexes.map(({ sql }): string | undefined => sql)
  for (const name of referredTables(parsed)) from.push(tables.get(fold(name))?.sql)
  const known = read.get(parsed.sql)
  if (known && known.from.length === from.length && known.from.every((sql, at) => sql === from[at])) return known.whole
  const unreflected: Unreflected[] = []
  const readIndexes = indexes.flatMap(({ name, sql }) => {
    try {
      return [readIndex(sql, parsed)]
    } catch (error) {
      unreflected.push({ kind: 'index', name, why: (error as Error).message })
      return []
    }
  })
  const { table, unreflected: left } = readTable(parsed, tables)
  const whole = { table: { ...table, indexes: readIndexes }, unreflected: [...unreflected, ...left] }
  read.set(parsed.sql, { from, whole })
  return whole
}

/** The names of the tables that a table's foreign keys refer to, as it writes them. */
function referredTables({ columns, constraints }: TableDefinition): readonly string[] {
  const names: string[] = []
  for (const column of columns) {
    for (const one of column.constraints) if (one.kind === 'foreignKey') names.push(one.reference.table.name)
  }
  for (const one of constraints) if (one.kind === 'foreignKey') names.push(one.reference.table.name)
  return names
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
