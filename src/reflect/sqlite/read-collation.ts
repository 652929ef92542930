import type { ColumnDefinition, TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'

/** A column's collation; none where it is the one that there is by itself. */
export function collationOf({ constraints }: ColumnDefinition): string | undefined {
  const last = constraints.filter(({ kind }) => kind === 'collate').at(-1)
  const name = last?.kind === 'collate' ? asWritten(last.collation) : 'BINARY'
  return name === 'BINARY' ? undefined : name
}

/** The collation that a key or index has a column in; none where it is the column's own. */
export function otherCollation(
  table: TableDefinition,
  name: string,
  collation: string | undefined,
): string | undefined {
  if (collation === undefined) return undefined
  const column = table.columns.find((one) => fold(one.column.name) === fold(name))
  const own = (column && collationOf(column)) ?? 'BINARY'
  return fold(own) === fold(collation) ? undefined : asWritten(collation)
}

/** SQLite's own as its documentation writes them. */
const asWritten = (name: string): string => (/^(binary|nocase|rtrim)$/i.test(name) ? name.toUpperCase() : name)
