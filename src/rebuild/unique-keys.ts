import { parseIndex } from '../dialects/sqlite/parse/parse-index.js'
import type { ColumnDefinition, Span, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, nameOf } from '../dialects/sqlite/parse/tokenize.js'
import { type Facts, objectsOf } from './facts.js'

/** A column of a key, and the collation that the key itself gives it, folded. */
export interface KeyColumn {
  readonly name: string
  readonly collation: string | undefined
}

type Key = readonly KeyColumn[]

/** The keys that a table's own SQL declares. */
export const declaredKeys = (table: TableDefinition): readonly Key[] => [
  ...table.columns.flatMap((one) =>
    one.constraints.some(({ kind }) => kind === 'unique' || kind === 'primaryKey')
      ? [[{ name: one.column.name, collation: undefined }]]
      : [],
  ),
  ...table.constraints.flatMap((one) =>
    one.kind === 'unique' || one.kind === 'primaryKey'
      ? [one.columns.map(({ name, part }) => ({ name, collation: collationIn(table, part) }))]
      : [],
  ),
]

/** The keys that unique indexes make, of columns and whole. */
export const indexedKeys = (facts: Facts, table: string): readonly Key[] =>
  objectsOf(facts, table, 'index').flatMap(({ sql }) => {
    const index = sql === null ? undefined : parseIndex(sql)
    if (!index?.unique || index.partial) return []
    const key = index.elements.map(
      ({ column, collation }) => column !== undefined && { name: column, collation: collation && fold(collation) },
    )
    return key.every((one) => one !== false) ? [key] : []
  })

/** The same for the same columns, in whatever order. */
export const keyOf = (columns: readonly string[]): string => JSON.stringify(columns.map(fold).sort())

/** How a column compares, folded. */
export function collationOf(table: TableDefinition, { constraints }: ColumnDefinition): string {
  const said = constraints.filter(({ kind }) => kind === 'collate').at(-1)
  return (said && collationIn(table, said)) ?? 'binary'
}

function collationIn({ tokens }: TableDefinition, { start, end }: Span): string | undefined {
  const within = tokens.filter((token) => token.start >= start && token.end <= end)
  const at = within.findIndex(({ kind, text }) => kind === 'word' && /^collate$/i.test(text))
  const name = at < 0 ? undefined : within[at + 1]
  return name && fold(nameOf(name))
}
