import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { CollectedChanges } from './collect-changes.js'
import { foreignKeysOf, primaryKeyOf } from './foreign-keys.js'

/** Whether rows may refer to nothing that did not: a foreign key is new, or has other values at either of its ends. */
export function changesReferences(
  changes: CollectedChanges,
  next: TableDefinition,
  copied: readonly { readonly next: TableDefinition }[],
): boolean {
  if (foreignKeysOf(next).length > foreignKeysOf(changes.table).length) return true
  if (changes.added.some(({ kind }) => kind === 'foreignKey')) return true
  const inwards = copied.flatMap((one) => foreignKeysOf(one.next).flatMap(({ reference }) => reference.columns))
  const bound = [
    ...foreignKeysOf(next).flatMap(({ columns }) => columns),
    ...inwards.map(({ name }) => name),
    ...(copied.length > 1 ? primaryKeyOf(next) : []),
  ]
  return changes.columns.some(
    ({ name, to }) =>
      (to.type !== undefined || to.using !== undefined || to.fill !== undefined) &&
      bound.some((other) => sameName(name, other)),
  )
}
