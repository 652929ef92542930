import type { Dialect } from '../../dialects/dialect.js'
import { alterTable, directiveOf } from '../../ops/alter-table.js'
import { dropTable } from '../../ops/drop-table.js'
import { execute } from '../../ops/execute.js'
import type { Operation } from '../../ops/operation.js'
import type { Constraint } from '../../schema/constraint.js'
import type { DatabaseSchema, Routine, View } from '../../schema/database.js'
import type { NamingConvention } from '../../schema/naming.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import { diffSchemas, type SchemaDiff } from '../compare/diff-schema.js'
import type { CompareColumns, Direction } from '../compare/diff-table.js'
import { type Directive, directive, loses, says } from '../directive.js'
import { applyRenames } from '../renames/apply-renames.js'
import type { ResolvedRename } from '../renames/resolve-renames.js'
import { foldedIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { alterations, alterOne, dropConstraint, makeIndex, type Planning, removeIndex } from './alter-table.js'
import { withName } from './constraint-names.js'
import { findDependents, isView } from './dependents.js'
import { enumerationSteps } from './enumeration-steps.js'
import { newTable } from './new-table.js'
import {
  alterSequence,
  createSequence,
  dropRoutine,
  dropSequence,
  dropTrigger,
  dropView,
  replaceRoutine,
} from './object-sql.js'
import { makeRoom, renameSteps } from './rename-steps.js'
import { keyOfTable, referredKey, sortTables } from './sort-tables.js'
import { gainsKey, heldColumns, losesKey, type WideDiff, widenDiffs } from './widen.js'

/** What leads from one schema to another, in an order in which each operation finds what it needs. */
export interface Plan {
  readonly diff: SchemaDiff
  readonly directives: readonly Directive[]
}

export interface PlanInput {
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
  readonly renames: readonly ResolvedRename[]
  readonly way: Direction
  readonly dialect: Dialect
  readonly convention?: NamingConvention | undefined
  readonly compare?: CompareColumns
}

/**
 * Plans the changes: what depends on tables goes, names change, types and tables come, tables change, tables go, and
 * what depends on tables comes again.
 */
export function planChanges({ from: given, to, renames: decided, way, dialect, convention, compare }: PlanInput): Plan {
  const { remakes } = traitsOf(dialect)
  const renames = makeRoom(decided, given, dialect)
  const from = applyRenames(given, renames, dialect)
  const diff = diffSchemas(from, to, dialect, way, compare)
  const enumerations = enumerationSteps(diff, textsMade(diff), dialect)
  const tables = widenDiffs(diff, from, to, enumerations.swapped, dialect)
  const byKey = new Map(tables.map((one) => [keyOfTable(one.to, dialect), one]))
  const removed = new Set(diff.removedTables.map((one) => keyOfTable(one, dialect)))
  const dependents = findDependents(diff, from, to, touchedNames(diff, tables, renames, dialect), removed, dialect)

  const referred = (one: Constraint, table: CanonicalTable) => byKey.get(referredKey(one, table, dialect) ?? '')
  const early = new Set<Constraint>()
  const late = new Set<Constraint>()
  for (const one of tables) {
    for (const gone of one.removedConstraints) {
      const other = referred(gone, one.from)
      const isHeld =
        gone.kind === 'foreignKey' && other !== undefined && other !== one && losesKey(other, gone.references, dialect)
      if (!remakes || isHeld) early.add(gone)
    }
    for (const made of one.addedConstraints) {
      const other = referred(made, one.to)
      const waits =
        made.kind === 'foreignKey' &&
        (!remakes || (other !== undefined && other !== one && gainsKey(other, made.references, dialect)))
      if (waits) late.add(made)
    }
  }
  const planning: Planning = {
    dialect,
    way,
    convention,
    isEarly: (one) => early.has(one),
    isLate: (one) => late.has(one),
  }
  const added = sortTables(diff.addedTables, dialect)
  const gone = sortTables(diff.removedTables, dialect)
  const lateOf = new Map(added.tables.map((one) => [one, lateReferences(one, added.circular, byKey, remakes, dialect)]))
  const drops = [...gone.tables]
    .reverse()
    .map((one) => directive(dropTable(one.table, place(one)), loses(`the rows of '${one.table}'.`)))
  const run = (sql: string, ...notes: Directive['notes']) => directive(execute(sql), ...notes)
  const createViewOrRoutine = (one: View | Routine): readonly Directive[] =>
    isView(one)
      ? [run(one.sql), ...(one.indexes ?? []).map((index) => directive(makeIndex(index)))]
      : [run(replaceRoutine(one))]
  const notRestored = (one: CanonicalTable) =>
    way === 'downgrade' ? [says(`the rows that '${one.table}' had are not restored.`)] : []
  const changed = new Set(
    tables.filter((one) => early.size > 0 && one.removedConstraints.some((each) => early.has(each))),
  )

  const directives: readonly Directive[] = [
    ...(remakes ? [] : renameSteps(renames, dialect).map((one) => directive(one))),
    ...dependents.droppedTriggers.map((one) => run(dropTrigger(one, dialect))),
    ...dependents.droppedViews.map((one) => run(dropView(one, dialect))),
    ...(remakes ? renameSteps(renames, dialect).map((one) => directive(one)) : []),
    ...diff.sequences.added.map((one) => run(createSequence(one, dialect))),
    ...diff.sequences.changed.map((one) => run(alterSequence(one.to, dialect))),
    ...dropReferences(tables, gone.circular, gone.tables, planning),
    ...[...tables.flatMap((one) => one.removedIndexes), ...diff.removedTables.flatMap((one) => one.indexes)].map(
      (one) => directive(removeIndex(one)),
    ),
    ...(remakes ? [] : [...changed].flatMap((one) => dropEarly(one, planning))),
    ...(remakes ? [] : drops),
    ...enumerations.before,
    ...dependents.droppedRoutines
      .filter((one) => diff.routines.changed.some(({ from }) => from === one))
      .map((one) => run(dropRoutine(one, dialect))),
    ...dependents.earlyRoutines.map((one) => run(replaceRoutine(one))),
    ...diff.virtualTables.removed.map((one) =>
      run(`DROP TABLE ${dialect.identifier(one.name)}`, loses(`the rows of '${one.name}'.`)),
    ),
    ...diff.virtualTables.changed.flatMap((one) => [
      run(`DROP TABLE ${dialect.identifier(one.from.name)}`, loses(`the rows of '${one.from.name}': it is made anew.`)),
      run(one.to.sql),
    ]),
    ...added.tables.flatMap((one) => [
      directive(newTable(one, lateOf.get(one) ?? new Set(), dialect), ...notRestored(one)),
      ...one.indexes.map((index) => directive(makeIndex(index))),
    ]),
    ...diff.virtualTables.added.map((one) => run(one.sql)),
    ...tables.flatMap((one) => alterOne(one, planning)),
    ...added.tables.flatMap((one) =>
      [...(lateOf.get(one) ?? [])].map((each) => directive(addConstraint(each, one, dialect, convention))),
    ),
    ...tables.flatMap((one) => addLate(one, planning)),
    ...(remakes ? drops : []),
    ...enumerations.after,
    ...dependents.late.flatMap(createViewOrRoutine),
    ...dependents.madeTriggers.map((one) => run(one.sql)),
    ...dependents.droppedRoutines
      .filter((one) => diff.routines.removed.includes(one))
      .map((one) => run(dropRoutine(one, dialect))),
    ...diff.sequences.removed.map((one) =>
      run(dropSequence(one, dialect), loses(`how far '${one.name}' has counted.`)),
    ),
  ]
  return { diff, directives }
}

const place = ({ schema }: CanonicalTable) => (schema === undefined ? {} : { schema })

/** The names of tables whose views and triggers step aside. */
function touchedNames(
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

/** The texts of what is made: a new value of an enumeration that they use has to be there from the start. */
function textsMade(diff: SchemaDiff): readonly string[] {
  const all = [
    diff.addedTables,
    diff.tables.map(({ addedColumns, columns, addedConstraints, addedIndexes }) => ({
      addedColumns,
      columns: columns.map(({ to }) => to),
      addedConstraints,
      addedIndexes,
    })),
    diff.views.added,
    diff.views.changed,
    diff.triggers.added,
    diff.triggers.changed,
  ]
  return [JSON.stringify(all, (_, value) => (typeof value === 'bigint' ? String(value) : value))]
}

/** The foreign keys of a new table that have to wait for others. */
function lateReferences(
  table: CanonicalTable,
  circular: ReadonlySet<Constraint>,
  byKey: ReadonlyMap<string, WideDiff>,
  remakes: boolean,
  dialect: Dialect,
): ReadonlySet<Constraint> {
  if (remakes) return new Set()
  const fold = foldedIn(dialect)
  return new Set(
    table.constraints.filter((one) => {
      if (one.kind !== 'foreignKey') return false
      const other = byKey.get(referredKey(one, table, dialect) ?? '')
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

const addConstraint = (
  one: Constraint,
  table: CanonicalTable,
  dialect: Dialect,
  convention: NamingConvention | undefined,
): Operation => {
  const change = { kind: 'addConstraint', constraint: withName(one, table, dialect, convention) } as const
  return alterTable(directiveOf(change), { table: table.table, ...place(table), recreate: 'auto', changes: [change] })
}

/** Foreign keys that go before anything else: those that hold keys, and those of circles of tables that go. */
function dropReferences(
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
const dropEarly = (diff: WideDiff, planning: Planning): readonly Directive[] =>
  alterations(
    diff.to,
    diff.removedConstraints
      .filter((one) => one.kind !== 'foreignKey' && planning.isEarly(one))
      .map((one) => dropConstraint(one, diff, planning)),
    { options: new Set(), to: diff.to },
    planning,
  )

const addLate = (diff: WideDiff, planning: Planning): readonly Directive[] => {
  const made = diff.addedConstraints.filter(planning.isLate)
  const named = made.map((one) => withName(one, diff.to, planning.dialect, planning.convention))
  const changes = named.map((constraint) => ({ change: { kind: 'addConstraint', constraint } as const, notes: [] }))
  return changes.length === 0 ? [] : alterations(diff.to, changes, { options: new Set(), to: diff.to }, planning)
}
