import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { textAt } from '../dialects/sqlite/parse/text-at.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'

/**
 * Whether RENAME COLUMN fails for a column, because SQLite does not find it again in a UNIQUE of its table: it is of type
 * INTEGER, the whole primary key, and the UNIQUE stands before that key, or WITHOUT ROWID behind it. So does every
 * version up to 3.54 at least.
 */
export function stopsRename(table: TableDefinition, column: string): boolean {
  const key = keyStart(table, column)
  return (
    key !== undefined &&
    table.constraints.some(
      (one) =>
        one.kind === 'unique' &&
        one.columns.some(({ name }) => sameName(name, column)) &&
        one.start > key === table.withoutRowid,
    )
  )
}

/** Where the primary key stands of which a column is all. */
function keyStart({ sql, columns, constraints }: TableDefinition, name: string): number | undefined {
  const own = columns.find(({ column }) => sameName(column.name, name))
  if (!own?.type || !/^integer$/i.test(textAt(sql, own.type))) return undefined
  if (own.constraints.some((one) => one.kind === 'primaryKey' && !one.descending)) return own.start
  const key = constraints.find((one) => one.kind === 'primaryKey')
  return key?.kind === 'primaryKey' && key.columns.length === 1 && sameName(key.columns[0]?.name ?? '', name)
    ? key.start
    : undefined
}
