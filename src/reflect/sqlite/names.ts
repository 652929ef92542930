import type { TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'

/** The tables of a database by their names, in which SQLite makes no difference between `a` and `A`. */
export type ParsedTables = ReadonlyMap<string, TableDefinition>

/** A column's name as its table writes it; as it was given where there is no such column. */
export const ownName = (table: TableDefinition | undefined, name: string): string =>
  table?.columns.find(({ column }) => fold(column.name) === fold(name))?.column.name ?? name

/** Whether a table has a column. */
export const hasColumn = (table: TableDefinition, name: string): boolean =>
  table.columns.some(({ column }) => fold(column.name) === fold(name))
