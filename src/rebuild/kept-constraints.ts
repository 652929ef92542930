import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import type { ColumnConstraint, KeyPart, TableConstraint } from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { CollectedChanges } from './collect-changes.js'

type Changes = Pick<CollectedChanges, 'table' | 'dropped'>

/**
 * Whether a constraint goes with the columns that go: a foreign key and a uniqueness with any of theirs, as in Alembic; a
 * primary key and a condition with the last of theirs.
 */
export function goesWithColumns(one: TableConstraint | ColumnConstraint, changes: Changes): boolean {
  if (one.kind === 'check') {
    const names = columnNames(changes.table.tokens, one.expression)
    return names.length > 0 && names.every(({ name }) => isDropped(name, changes))
  }
  if (!('columns' in one)) return false
  if (one.kind === 'primaryKey') return keptParts(one, changes).length === 0
  return one.columns.some(({ name }) => isDropped(name, changes))
}

/** The parts of a primary key whose columns stay. */
export const keptParts = (
  { columns }: { readonly columns: readonly KeyPart[] },
  changes: Changes,
): readonly KeyPart[] => columns.filter(({ name }) => !isDropped(name, changes))

const isDropped = (name: string, { dropped }: Changes): boolean =>
  dropped.some(({ column }) => sameName(column.name, name))
