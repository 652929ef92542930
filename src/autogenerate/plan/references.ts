import type { Dialect } from '../../dialects/dialect.js'
import { alterTable, directiveOf } from '../../ops/alter-table.js'
import type { Operation } from '../../ops/operation.js'
import type { Constraint } from '../../schema/constraint.js'
import type { NamingConvention } from '../../schema/naming.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import type { Directive } from '../directive.js'
import { foldedIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { addConstraint, alterations, dropConstraint, type Planning } from './alter-table.js'
import { withName } from './constraint-names.js'
import { keyOfTable, referredKey } from './sort-tables.js'
import { gainsKey, heldColumns, losesKey, type WideDiff } from './widen.js'

/** Tables by their keys. */
export type TablesByKey = ReadonlyMap<string, WideDiff>

/** The constraints that go before everything else, and those that come after it. */
export interface Timing {
  readonly early: ReadonlySet<Constraint>
  readonly late: ReadonlySet<Constraint>
}

/**
 * Foreign keys go before the key that they refer to, and come after it. Where a table is not made anew, all constraints go
 * first, so that their names are free, and foreign keys come last.
 */
export function timeConstraints(tables: TablesByKey, dialect: Dialect): Timing {
  const { remakes } = traitsOf(dialect)
  const early = new Set<Constraint>()
  const late = new Set<Constraint>()
  for (const one of tables.values()) {
    const referred = (constraint: Constraint) => {
      const other = tables.get(referredKey(constraint, dialect) ?? '')
      return other === one ? undefined : other
    }
    for (const gone of one.removedConstraints) {
      const other = referred(gone)
      const isHeld = gone.kind === 'foreignKey' && other !== undefined && losesKey(other, gone.references, dialect)
      if (!remakes || isHeld) early.add(gone)
    }
    for (const made of one.addedConstraints) {
      const other = referred(made)
      const isNew = made.kind === 'foreignKey' && other !== undefined && gainsKey(other, made.references, dialect)
      if (isNew || (made.kind === 'foreignKey' && !remakes)) late.add(made)
    }
  }
  return { early, late }
}

/**
 * Which of the tables that go can do so before others change, in the order in which they go: those that no table refers to
 * that stays. The rest goes once nothing refers to it any more.
 */
export function dropsFirst(
  removed: readonly CanonicalTable[],
  kept: readonly CanonicalTable[],
  dialect: Dialect,
): ReadonlySet<CanonicalTable> {
  if (!traitsOf(dialect).remakes) return new Set(removed)
  const first = new Set<CanonicalTable>()
  for (const table of [...removed].reverse()) {
    const refers = (other: CanonicalTable) =>
      other !== table && other.constraints.some((one) => referredKey(one, dialect) === keyOfTable(table, dialect))
    if (![...kept, ...removed.filter((one) => !first.has(one))].some(refers)) first.add(table)
  }
  return first
}

/** The foreign keys of a new table that have to wait for others. */
export function lateReferences(
  table: CanonicalTable,
  circular: ReadonlySet<Constraint>,
  byKey: TablesByKey,
  dialect: Dialect,
): ReadonlySet<Constraint> {
  const fold = foldedIn(dialect)
  const { remakes } = traitsOf(dialect)
  return new Set(
    table.constraints.filter((one) => {
      if (one.kind !== 'foreignKey') return false
      const other = byKey.get(referredKey(one, dialect) ?? '')
      if (remakes) return other !== undefined && gainsKey(other, one.references, dialect)
      if (!other) return circular.has(one)
      const held = heldColumns(other, dialect)
      return (
        circular.has(one) ||
        gainsKey(other, one.references, dialect) ||
        one.references.some((name) => held.has(fold(name)))
      )
    }),
  )
}

/** A foreign key of a circle of new tables, when all of them are there. */
export const closeCircle = (
  one: Constraint,
  table: CanonicalTable,
  dialect: Dialect,
  convention: NamingConvention | undefined,
): Operation => {
  const change = { kind: 'addConstraint', constraint: withName(one, table, dialect, convention) } as const
  return alterTable(directiveOf(change), {
    table: table.table,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    recreate: 'auto',
    changes: [change],
  })
}

/** Foreign keys that go before anything else: those that hold keys, and those of circles of tables that go. */
export function dropReferences(
  tables: readonly WideDiff[],
  circular: ReadonlySet<Constraint>,
  removed: readonly CanonicalTable[],
  planning: Planning,
): readonly Directive[] {
  const isKey = (one: Constraint) => one.kind === 'foreignKey'
  const of = (from: CanonicalTable, gone: readonly Constraint[]) =>
    gone.length === 0
      ? []
      : alterations(
          from,
          gone.map((one) => dropConstraint(one, { from }, planning)),
          { options: new Set(), to: from },
          planning,
        )
  return [
    ...tables.flatMap((one) =>
      of(
        { ...one.from, table: one.to.table },
        one.removedConstraints.filter((each) => isKey(each) && planning.isEarly(each)),
      ),
    ),
    ...removed.flatMap((one) =>
      of(
        one,
        one.constraints.filter((each) => circular.has(each)),
      ),
    ),
  ]
}

/** The other constraints that go before tables come and go, so that their names are free. */
export const dropEarly = (diff: WideDiff, planning: Planning): readonly Directive[] =>
  alterations(
    diff.to,
    diff.removedConstraints
      .filter((one) => one.kind !== 'foreignKey' && planning.isEarly(one))
      .map((one) => dropConstraint(one, diff, planning)),
    { options: new Set(), to: diff.to },
    planning,
  )

/** The foreign keys that come last. */
export const addLate = (diff: WideDiff, planning: Planning): readonly Directive[] => {
  const changes = diff.addedConstraints.filter(planning.isLate).map((one) => addConstraint(one, diff, planning))
  return changes.length === 0 ? [] : alterations(diff.to, changes, { options: new Set(), to: diff.to }, planning)
}
