import type { Dialect } from '../../dialects/dialect.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import type { ResolvedRename } from '../renames/resolve-renames.js'
import { foldedIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { heldColumns, type WideDiff } from './widen.js'

/** The names of tables whose views and triggers step aside. */
export function touchedNames(
  diff: SchemaDiff,
  tables: readonly WideDiff[],
  renames: readonly ResolvedRename[],
  dialect: Dialect,
): ReadonlySet<string> {
  const fold = foldedIn(dialect)
  const isTouched = (one: WideDiff) =>
    one.removedColumns.length > 0 ||
    one.regenerated.length > 0 ||
    heldColumns(one, dialect).size > 0 ||
    one.removedConstraints.some(({ kind }) => kind === 'primaryKey' && !traitsOf(dialect).remakes)
  return new Set([
    ...diff.removedTables.map(({ table }) => fold(table)),
    ...diff.virtualTables.removed.map(({ name }) => fold(name)),
    ...diff.virtualTables.changed.map(({ from }) => fold(from.name)),
    ...diff.enumerations.removed.map(({ name }) => fold(name)),
    ...diff.enumerations.changed.map(({ from }) => fold(from.name)),
    ...tables.filter(isTouched).map(({ to }) => fold(to.table)),
    ...renames.flatMap(({ from, to }) => [fold(from), fold(to)]),
  ])
}
