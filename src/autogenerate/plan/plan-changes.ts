import type { Dialect } from '../../dialects/dialect.js'
import { dropTable } from '../../ops/drop-table.js'
import type { DatabaseSchema, ExistingTable } from '../../schema/database.js'
import type { NamingConvention } from '../../schema/naming.js'
import type { IndexDefinition } from '../../schema/table.js'
import { type CanonicalTable, canonicalTable } from '../compare/canonical-table.js'
import { diffSchemas, keyOf, type SchemaDiff } from '../compare/diff-schema.js'
import type { Compare, Direction } from '../compare/diff-table.js'
import { sayName } from '../compare/say.js'
import { type Directive, directive, loses, says } from '../directive.js'
import { applyRenames } from '../renames/apply-renames.js'
import type { ResolvedRename } from '../renames/resolve-renames.js'
import { sayTable } from '../say-place.js'
import { traitsOf } from '../traits.js'
import { alterOne, makeIndex, type Planning, removeIndex } from './alter-table.js'
import { commentSteps } from './comment-steps.js'
import { findDependents } from './dependents.js'
import { enumerationSteps } from './enumeration-steps.js'
import { loggingSteps } from './logging-steps.js'
import { newTable } from './new-table.js'
import { objectSteps } from './object-steps.js'
import {
  addLate,
  closeCircle,
  dropEarly,
  dropReferences,
  dropsFirst,
  lateReferences,
  timeConstraints,
} from './references.js'
import { makeRoom, renameSteps } from './rename-steps.js'
import { keyOfTable, referredKey, sortTables } from './sort-tables.js'
import { touchedNames } from './touched-names.js'
import { losesKey, widenDiffs } from './widen.js'

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
  readonly compare?: Compare
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
  const enumerations = enumerationSteps(diff, dialect)
  const tables = widenDiffs(diff, from, to, enumerations.swapped, dialect, way)
  const byKey = new Map(tables.map((one) => [keyOfTable(one.to, dialect), one]))
  const removed = new Set(diff.removedTables.map((one) => keyOfTable(one, dialect)))
  const made = new Set(diff.addedTables.map((one) => keyOfTable(one, dialect)))
  const dependents = findDependents(diff, from, to, touchedNames(diff, tables, renames, dialect), removed, dialect)
  const objects = objectSteps(diff, dependents, dialect, way)
  const { early, late } = timeConstraints(byKey, dialect)
  const planning: Planning = {
    ...{ dialect, way, convention },
    beforeRenames: (table) => {
      const at = renames.length === 0 ? -1 : from.tables.findIndex((one) => isTable(one, table, dialect))
      return at < 0 ? table : canonicalTable(given.tables[at] as ExistingTable, dialect)
    },
    isToNew: (one) => made.has(referredKey(one, dialect) ?? ''),
    isEarly: (one) => early.has(one),
    isLate: (one) => late.has(one),
  }
  const added = sortTables(diff.addedTables, dialect)
  const gone = sortTables(diff.removedTables, dialect)
  const holders = (diff.removedTables.length === 0 ? [] : from.tables).filter(
    (one) =>
      one.constraints.some(({ kind }) => kind === 'foreignKey') || one.columns.some(({ references }) => references),
  )
  const kept = holders.filter((one) => !removed.has(keyOf(one.table, one.options.schema, dialect)))
  const first = dropsFirst(
    gone.tables,
    kept.map((one) => canonicalTable(one, dialect)),
    dialect,
  )
  // What goes late must not hold a key in the meantime.
  const holding = gone.tables.flatMap((table) =>
    table.constraints.filter((one) => {
      const other = byKey.get(referredKey(one, dialect) ?? '')
      return !first.has(table) && one.kind === 'foreignKey' && other && losesKey(other, one.references, dialect)
    }),
  )
  const lateOf = new Map(added.tables.map((one) => [one, lateReferences(one, added.circular, byKey, dialect)]))
  const indexesMade = [...tables.flatMap((one) => one.addedIndexes), ...added.tables.flatMap((one) => one.indexes)]
  const namesMade = new Set(indexesMade.map((one) => sayName(one, dialect)))
  // An index that may be a key goes with its table, when nothing refers to that any more; unless its name is wanted.
  const isHeld = (index: IndexDefinition, table: CanonicalTable) =>
    first.has(table) || (index.options.unique === true && !namesMade.has(sayName(index, dialect)))
  const drop = (isFirst: boolean) =>
    [...gone.tables]
      .reverse()
      .filter((one) => first.has(one) === isFirst)
      .flatMap((one) => [
        ...one.indexes.filter((index) => isHeld(index, one)).map((index) => directive(removeIndex(index))),
        directive(dropTable(one.table, placeOf(one)), loses(`the rows of '${sayTable(one)}'${partitionsOf(one)}.`)),
      ])
  const notRestored = (one: CanonicalTable) =>
    way === 'downgrade' ? [says(`the rows that '${sayTable(one)}' had${partitionsOf(one)} are not restored.`)] : []
  const indexesGone = [
    ...gone.tables.flatMap((one) => one.indexes.filter((index) => !isHeld(index, one))),
    ...tables.flatMap((one) => one.removedIndexes),
  ]
  const renaming = renameSteps(renames, given, dialect).map((one) => directive(one))

  const directives: readonly Directive[] = [
    // A trigger is dropped by its table's name on PostgreSQL; SQLite renames nothing that a broken view mentions.
    ...(remakes ? [...objects.before, ...renaming] : [...renaming, ...objects.before]),
    ...dropReferences(tables, new Set([...gone.circular, ...holding]), gone.tables, planning),
    ...drop(true),
    ...indexesGone.map((one) => directive(removeIndex(one))),
    ...(remakes ? [] : tables.flatMap((one) => dropEarly(one, planning))),
    ...enumerations.before,
    ...objects.first,
    ...(remakes ? [] : loggingSteps(tables, dialect)),
    ...added.tables.flatMap((one) => [
      directive(newTable(one, lateOf.get(one) ?? new Set(), dialect), ...notRestored(one)),
      ...one.indexes.map((index) => directive(makeIndex(index))),
    ]),
    ...tables.flatMap((one) => alterOne(one, planning)),
    ...added.tables.flatMap((one) =>
      [...(lateOf.get(one) ?? [])].map((each) => directive(closeCircle(each, one, dialect, convention))),
    ),
    ...tables.flatMap((one) => addLate(one, planning)),
    ...drop(false),
    ...objects.owned,
    ...enumerations.after,
    ...objects.last,
  ]
  const commented = { diff, from, to, tables, swapped: enumerations.swapped, directives }
  return { diff, directives: [...directives, ...commentSteps(commented, dialect)] }
}

const isTable = ({ table, options }: ExistingTable, other: CanonicalTable, dialect: Dialect): boolean =>
  keyOf(table, options.schema, dialect) === keyOfTable(other, dialect)

/** Partitions are none of the schema's, and go with the table that they are parts of. */
const partitionsOf = ({ options }: CanonicalTable): string => (options.partitionBy ? ' and its partitions' : '')

const placeOf = ({ schema }: CanonicalTable) => (schema === undefined ? {} : { schema })
