import type { Dialect } from '../../dialects/dialect.js'
import { bareSql } from '../../dialects/table-sql.js'
import type { Enumeration } from '../../schema/column-type.js'
import type { Constraint } from '../../schema/constraint.js'
import type { DatabaseSchema, ExistingTable } from '../../schema/database.js'
import { columnsOf } from '../../schema/naming.js'
import { enumerationOf } from '../../schema/owned-enumerations.js'
import { isSql } from '../../schema/sql.js'
import type { IndexDefinition } from '../../schema/table.js'
import { type CanonicalTable, canonicalTable } from '../compare/canonical-table.js'
import { keyOf, type SchemaDiff } from '../compare/diff-schema.js'
import { type ColumnDiff, type Direction, isSame, type TableDiff } from '../compare/diff-table.js'
import { sayConstraint, sayIndex, sayName } from '../compare/say.js'
import { foldedIn, namesIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { keyOfTable, referredKey } from './sort-tables.js'

/** A table's changes, with those of things that are as before, but in the way of others: they go, and come again. */
export interface WideDiff extends TableDiff {
  /** Generated columns that go and come again, for what they are worked out from changes. */
  readonly regenerated: readonly string[]
}

/**
 * The changes of all tables, with what has to step aside for them: conditions, indexes and generated columns of columns
 * whose type changes, and foreign keys on columns and keys that change.
 */
export function widenDiffs(
  diff: SchemaDiff,
  from: DatabaseSchema,
  to: DatabaseSchema,
  swapped: readonly Enumeration[],
  dialect: Dialect,
  way: Direction,
): readonly WideDiff[] {
  const known = new Map(diff.tables.map((one) => [keyOfTable(one.to, dialect), one]))
  const after = new Map(to.tables.map((one) => [keyOf(one.table, one.options.schema, dialect), one]))
  if (known.size === 0 && swapped.length === 0) return []
  const refersToChanged = ({ constraints, columns }: ExistingTable) =>
    [...constraints, ...columns.flatMap(({ references }) => references ?? [])].some(
      (one) => 'table' in one && known.has(keyOf(one.table, one.schema, dialect)),
    )
  const pairs = from.tables.flatMap((one): readonly TableDiff[] => {
    const key = keyOf(one.table, one.options.schema, dialect)
    const other = after.get(key)
    if (!other || !(known.has(key) || swapped.length > 0 || refersToChanged(one))) return []
    return [known.get(key) ?? nothing(canonicalTable(one, dialect), canonicalTable(other, dialect))]
  })
  const own = pairs.map((one) => widenOwn(withSwapped(one, swapped, dialect), dialect, way))
  const all = new Map(own.map((one) => [keyOfTable(one.to, dialect), one]))
  return own
    .map((one) => widenReferences(one, all, dialect, way))
    .filter((one) => !isSame(one) || one.regenerated.length > 0)
    .sort((one, other) => (keyOfTable(one.to, dialect) < keyOfTable(other.to, dialect) ? -1 : 1))
}

const nothing = (from: CanonicalTable, to: CanonicalTable): TableDiff => ({
  ...{ from, to, columns: [], addedColumns: [], removedColumns: [], options: new Set() },
  ...{ addedConstraints: [], removedConstraints: [], addedIndexes: [], removedIndexes: [] },
})

/** Columns of an enumeration that is made anew change their type, though its name stays. */
function withSwapped(diff: TableDiff, swapped: readonly Enumeration[], dialect: Dialect): TableDiff {
  if (swapped.length === 0) return diff
  const fold = foldedIn(dialect)
  const isSwapped = (one: Enumeration | undefined) =>
    one !== undefined &&
    swapped.some((other) => keyOf(other.name, other.schema, dialect) === keyOf(one.name, one.schema, dialect))
  const extra = diff.to.columns.flatMap((to): readonly ColumnDiff[] => {
    const from = diff.from.columns.find(({ name }) => fold(name) === fold(to.name))
    if (!from || !(isSwapped(enumerationOf(from.type)) || isSwapped(enumerationOf(to.type)))) return []
    const aspects = diff.columns.find((one) => one.to === to)?.aspects ?? []
    return [{ from, to, aspects: new Set([...aspects, 'type'] as const) }]
  })
  const kept = diff.columns.filter(({ to }) => !extra.some((one) => one.to === to))
  return { ...diff, columns: [...kept, ...extra] }
}

/** The columns of which things that are worked out from them must be free. */
export const heldColumns = (diff: TableDiff, dialect: Dialect): ReadonlySet<string> =>
  new Set(
    diff.columns
      .filter(({ aspects }) => traitsOf(dialect).holdsTypes && (aspects.has('type') || aspects.has('collate')))
      .map(({ to }) => foldedIn(dialect)(to.name)),
  )

function widenOwn(diff: TableDiff, dialect: Dialect, way: Direction): WideDiff {
  const fold = foldedIn(dialect)
  const held = heldColumns(diff, dialect)
  const removed = new Set(diff.removedColumns.map(({ name }) => fold(name)))
  const mentions = (text: string, names: ReadonlySet<string>) =>
    [...namesIn(text, dialect)].some((one) => names.has(one))
  const regenerated = diff.from.columns.flatMap(({ name, generated }) => {
    const after = diff.to.columns.find((one) => fold(one.name) === fold(name))
    if (!generated || !after?.generated) return []
    const changed = diff.columns.find((one) => one.to === after)
    const cannotChange =
      traitsOf(dialect).holdsTypes &&
      changed !== undefined &&
      ['generated', 'type', 'collate'].some((one) => changed.aspects.has(one as 'type'))
    return cannotChange || mentions(generated.as, held) || mentions(generated.as, removed) ? [after.name] : []
  })
  // A column that is made generated, or anew, cannot be altered where it is.
  const made = diff.columns.flatMap(({ from, to }) =>
    traitsOf(dialect).holdsTypes && to.generated && !from.generated ? [to.name] : [],
  )
  const anew = new Set([...regenerated, ...made].map(fold))
  const touched = new Set([...held, ...anew])
  const constraints = both(diff.to.constraints, diff.addedConstraints).filter((one) =>
    one.kind === 'check' || one.kind === 'exclude'
      ? mentions(sayConstraint(one, dialect), touched)
      : columnsOf(one).some((name) => anew.has(fold(name))),
  )
  const indexes = both(diff.to.indexes, diff.addedIndexes).filter((one) => {
    const texts = [
      ...one.columns.flatMap((column) => (isSql(column) ? [bareSql('An index', column)] : [])),
      one.options.where ?? '',
    ]
    const names = one.columns.filter((column) => typeof column === 'string')
    return (
      mentions(texts.join(' '), touched) ||
      [...names, ...(one.options.include ?? [])].some((name) => anew.has(fold(name)))
    )
  })
  return {
    ...again(diff, constraints, indexes, dialect, way),
    columns: diff.columns.filter(({ to }) => !anew.has(fold(to.name))),
    regenerated: [...regenerated, ...made],
  }
}

/** Those that are there before and after. */
const both = <Thing>(all: readonly Thing[], added: readonly Thing[]): readonly Thing[] =>
  all.filter((one) => !added.includes(one))

/** A diff in which constraints and indexes of the target, which are there already, go and come again. */
function again<Diff extends TableDiff>(
  diff: Diff,
  constraints: readonly Constraint[],
  indexes: readonly IndexDefinition[],
  dialect: Dialect,
  way: Direction,
): Diff {
  const before = (one: Constraint) => {
    const alike = diff.from.constraints.filter(
      (other) =>
        sayConstraint(other, dialect) === sayConstraint(one, dialect) && !diff.removedConstraints.includes(other),
    )
    return alike.find((other) => sayName(other, dialect) === sayName(one, dialect)) ?? alike[0]
  }
  // Where names differ, and do not matter, it keeps the one that it has in the database.
  const pairs = constraints.flatMap((after) => {
    const old = before(after)
    if (!old) return []
    if (old.name === after.name) return [{ old, after }]
    return [way === 'upgrade' ? { old, after: called(after, old.name) } : { old: called(old, after.name), after }]
  })
  const old = indexes.flatMap(
    (one) =>
      diff.from.indexes.find(
        (other) =>
          sayName(other, dialect) === sayName(one, dialect) && sayIndex(other, dialect) === sayIndex(one, dialect),
      ) ?? [],
  )
  return {
    ...diff,
    removedConstraints: [...diff.removedConstraints, ...pairs.map(({ old }) => old)],
    addedConstraints: [...diff.addedConstraints, ...pairs.map(({ after }) => after)],
    removedIndexes: [...diff.removedIndexes, ...old],
    addedIndexes: [...diff.addedIndexes, ...indexes],
  }
}

function called(constraint: Constraint, name: Constraint['name']): Constraint {
  const { name: _, ...rest } = constraint
  return name === undefined ? rest : { ...rest, name }
}

/** Foreign keys step aside for the columns at both their ends, and for the key that they refer to. */
function widenReferences(
  diff: WideDiff,
  all: ReadonlyMap<string, WideDiff>,
  dialect: Dialect,
  way: Direction,
): WideDiff {
  const fold = foldedIn(dialect)
  const kept = both(diff.to.constraints, diff.addedConstraints)
  const held = heldColumns(diff, dialect)
  const affected = kept.filter((one) => {
    if (one.kind !== 'foreignKey') return false
    const key = referredKey(one, dialect)
    const referred = all.get(key ?? '')
    const ends = referred && heldColumns(referred, dialect)
    return (
      one.columns.some((name) => held.has(fold(name))) ||
      (ends !== undefined && one.references.some((name) => ends.has(fold(name)))) ||
      (referred !== undefined && losesKey(referred, one.references, dialect))
    )
  })
  return affected.length === 0 ? diff : again(diff, affected, [], dialect, way)
}

const keysAmong = (
  constraints: readonly Constraint[],
  indexes: readonly IndexDefinition[],
  dialect: Dialect,
): ReadonlySet<string> =>
  new Set([
    ...constraints.flatMap((one) =>
      one.kind === 'primaryKey' || one.kind === 'unique' ? [sayColumns(one.columns, dialect)] : [],
    ),
    ...indexes.flatMap(({ columns, options }) =>
      options.unique && options.where === undefined && columns.every((column) => typeof column === 'string')
        ? [sayColumns(columns as readonly string[], dialect)]
        : [],
    ),
  ])

const sayColumns = (columns: readonly string[], dialect: Dialect): string =>
  columns.map(foldedIn(dialect)).sort().join('\n')

/** Whether a key that a foreign key may refer to goes, if only to come again. */
export function losesKey(diff: TableDiff, columns: readonly string[], dialect: Dialect): boolean {
  if (columns.length === 0) return diff.removedConstraints.some(({ kind }) => kind === 'primaryKey')
  return keysAmong(diff.removedConstraints, diff.removedIndexes, dialect).has(sayColumns(columns, dialect))
}

/** Whether a key that a foreign key refers to is not there yet. */
export function gainsKey(diff: TableDiff, columns: readonly string[], dialect: Dialect): boolean {
  if (columns.length === 0) return diff.addedConstraints.some(({ kind }) => kind === 'primaryKey')
  return keysAmong(diff.addedConstraints, diff.addedIndexes, dialect).has(sayColumns(columns, dialect))
}
