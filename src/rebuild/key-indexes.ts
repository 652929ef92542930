import type { Dialect } from '../dialects/dialect.js'
import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { Facts } from './facts.js'
import { foreignKeysOf } from './foreign-keys.js'
import { declaredKeys, indexedKeys, type KeyColumn, keyOf } from './unique-keys.js'

interface Copied {
  readonly name: string
  readonly copy: string
  readonly next: TableDefinition
}

/** Unique indexes that copies need before rows can refer to them. */
export interface KeyIndexes {
  /** What makes those of a table's copy. */
  on(table: string): readonly string[]
  readonly drop: readonly string[]
}

/**
 * A foreign key may refer to what only a unique index makes a key, and that comes back when all else is done: until then
 * another one stands for it.
 */
export function keyIndexes(copied: readonly Copied[], facts: Facts, dialect: Dialect): KeyIndexes {
  const id = dialect.identifier
  const references = copied.flatMap(({ next }) => foreignKeysOf(next).map(({ reference }) => reference))
  const made = copied.flatMap(({ name, copy, next }) => {
    const wanted = new Map(
      references
        .filter(({ table, columns }) => columns.length > 0 && sameName(table.name, copy))
        .map(({ columns }) => [keyOf(columns.map((one) => one.name)), columns.map((one) => one.name)]),
    )
    const named = (key: readonly KeyColumn[]) => keyOf(key.map((one) => one.name))
    for (const key of declaredKeys(next)) wanted.delete(named(key))
    const indexed = new Set(indexedKeys(facts, name).map(named))
    return [...wanted].flatMap(([key, columns], nth) =>
      indexed.has(key) ? [{ table: name, index: `_limbeck_unique_${copy}_${nth}`, on: copy, columns }] : [],
    )
  })
  return {
    on: (name) =>
      made.flatMap(({ table, index, on, columns }) =>
        table === name ? [`CREATE UNIQUE INDEX ${id(index)} ON ${id(on)} (${columns.map(id).join(', ')})`] : [],
      ),
    drop: made.map(({ index }) => `DROP INDEX ${id(index)}`),
  }
}
