import type { TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'

/** The tables of a database by their names, in which SQLite makes no difference between `a` and `A`. */
export type ParsedTables = ReadonlyMap<string, TableDefinition>

/** A column's name as its table writes it; as it was given where there is no such column. */
export const ownName = (table: TableDefinition | undefined, name: string): string =>
  (table && written(table, name)) ?? name

/** Whether a table has a column. */
export const hasColumn = (table: TableDefinition, name: string): boolean => written(table, name) !== undefined

/** Nearly every name is written alike everywhere. */
function written({ columns }: TableDefinition, name: string): string | undefined {
  for (const { column } of columns) if (column.name === name) return name
  const folded = fold(name)
  return columns.find(({ column }) => fold(column.name) === folded)?.column.name
}
