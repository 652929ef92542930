import type { Dialect } from '../../dialects/dialect.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import type { IndexDefinition, TableOptions } from '../../schema/table.js'
import type { BuiltIn } from '../select-comparators.js'
import { foldedIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import type { BareColumn, CanonicalTable } from './canonical-table.js'
import { sayConstraint, sayDefault, sayGenerated, sayIdentity, sayIndex, sayName, sayType } from './say.js'

/** Which way a comparison goes: from the database to the target, or back. */
export type Direction = 'upgrade' | 'downgrade'

/** What of a column is another than before. */
export type ColumnAspect =
  | 'type'
  | 'nullable'
  | 'default'
  | 'collate'
  | 'generated'
  | 'identity'
  | 'autoincrement'
  | 'onNull'
  | 'comment'

export interface ColumnDiff {
  readonly from: BareColumn
  readonly to: BareColumn
  readonly aspects: ReadonlySet<ColumnAspect>
}

/** What of a table is another than before. Its columns have the names that they have in the end. */
export interface TableDiff {
  readonly from: CanonicalTable
  readonly to: CanonicalTable
  readonly addedColumns: readonly BareColumn[]
  readonly removedColumns: readonly BareColumn[]
  readonly columns: readonly ColumnDiff[]
  readonly addedConstraints: readonly Constraint[]
  readonly removedConstraints: readonly Constraint[]
  readonly addedIndexes: readonly IndexDefinition[]
  readonly removedIndexes: readonly IndexDefinition[]
  readonly options: ReadonlySet<keyof TableOptions>
}

/** A column on both sides. */
export interface ColumnPair {
  readonly table: string
  readonly schema?: string | undefined
  readonly database: Column
  readonly target: Column
}

/** How the types and defaults of columns are compared. */
export interface CompareColumns {
  /** False passes over types. A function says true where they differ, false where not, undefined for what is usual. */
  readonly compareType?: boolean | ((columns: ColumnPair) => boolean | undefined) | undefined
  /** The same of defaults. */
  readonly compareServerDefault?: boolean | ((columns: ColumnPair) => boolean | undefined) | undefined
}

/** How schemas are compared, and which parts of them: all when not given. */
export interface Compare extends CompareColumns {
  readonly parts?: ReadonlySet<BuiltIn>
}

/** Whether a part takes part. */
export const compares = ({ parts }: Compare, part: BuiltIn): boolean => parts === undefined || parts.has(part)

const partOfAspect: Readonly<Record<ColumnAspect, BuiltIn>> = {
  ...{ type: 'types', collate: 'types' },
  ...{ nullable: 'constraints', onNull: 'constraints', autoincrement: 'constraints' },
  ...{ default: 'defaults', generated: 'defaults', identity: 'defaults' },
  comment: 'comments',
}

/** What differs between a table and the same table as it shall be. */
export function diffTable(
  from: CanonicalTable,
  to: CanonicalTable,
  dialect: Dialect,
  way: Direction,
  compare: Compare = {},
): TableDiff {
  const fold = foldedIn(dialect)
  const named = (columns: readonly BareColumn[], name: string) => columns.find((one) => fold(one.name) === fold(name))
  return {
    from,
    to,
    addedColumns: to.columns.filter(({ name }) => !named(from.columns, name)),
    removedColumns: from.columns.filter(({ name }) => !named(to.columns, name)),
    columns: to.columns.flatMap((column) => {
      const before = named(from.columns, column.name)
      if (!before) return []
      const [database, target] = way === 'upgrade' ? [before, column] : [column, before]
      const pair = { table: to.table, schema: to.schema, database, target }
      const decidedOn = decided(diffColumn(before, column, dialect), pair, compare)
      const aspects = new Set([...decidedOn].filter((aspect) => compares(compare, partOfAspect[aspect])))
      return aspects.size > 0 ? [{ from: before, to: column, aspects }] : []
    }),
    ...diffConstraints(ofParts(from, compare), ofParts(to, compare), dialect, way),
    ...diffIndexes(ofParts(from, compare), ofParts(to, compare), dialect),
    options: diffOptions(from, to, compare),
  }
}

/** A table with those of its constraints and indexes that are compared. */
function ofParts(table: CanonicalTable, compare: Compare): CanonicalTable {
  const isCompared = ({ kind }: Constraint) => compares(compare, kind === 'check' ? 'checkConstraints' : 'constraints')
  return {
    ...table,
    constraints: table.constraints.filter(isCompared),
    indexes: compares(compare, 'constraints') ? table.indexes : [],
  }
}

/** Whether there is nothing to be done. */
export const isSame = (diff: TableDiff): boolean =>
  [
    ...[diff.addedColumns, diff.removedColumns, diff.columns, diff.addedConstraints, diff.removedConstraints],
    ...[diff.addedIndexes, diff.removedIndexes],
  ].every((list) => list.length === 0) && diff.options.size === 0

function diffColumn(from: BareColumn, to: BareColumn, dialect: Dialect): ReadonlySet<ColumnAspect> {
  const aspects = new Set<ColumnAspect>()
  const differ = (aspect: ColumnAspect, say: (column: BareColumn) => unknown) => {
    if (say(from) !== say(to)) aspects.add(aspect)
  }
  differ('type', ({ type }) => sayType(type, dialect))
  differ('nullable', ({ nullable }) => nullable)
  differ('default', (column) => sayDefault(column, dialect))
  differ('collate', ({ collate }) => foldedIn(dialect)(collate ?? '').replace(/^binary$/, ''))
  differ('generated', (column) => sayGenerated(column, dialect))
  differ('identity', ({ identity }) => sayIdentity(identity))
  differ('autoincrement', ({ autoincrement }) => autoincrement === true)
  differ('onNull', ({ onNull }) => onNull ?? 'ABORT')
  if (traitsOf(dialect).comments) differ('comment', ({ comment }) => comment ?? '')
  return aspects
}

/** The aspects in which columns differ, where someone else has a say in it. */
function decided(
  aspects: ReadonlySet<ColumnAspect>,
  pair: ColumnPair,
  { compareType, compareServerDefault }: CompareColumns,
): ReadonlySet<ColumnAspect> {
  const all = new Set(aspects)
  const decide = (aspect: ColumnAspect, say: CompareColumns['compareType']) => {
    const differs = typeof say === 'function' ? say(pair) : say === false ? false : undefined
    if (differs === true) all.add(aspect)
    if (differs === false) all.delete(aspect)
  }
  decide('type', compareType)
  decide('default', compareServerDefault)
  return all
}

type Constraints = Pick<TableDiff, 'addedConstraints' | 'removedConstraints'>

/**
 * Constraints are the same by what they say; by name only where both names matter. A name that the target leaves out is
 * given when the constraint is made, so what has one is the same; what the database left out gets the target's.
 */
function diffConstraints(from: CanonicalTable, to: CanonicalTable, dialect: Dialect, way: Direction): Constraints {
  const left = [...from.constraints]
  const added = [...to.constraints]
  const pair = (isPair: (before: Constraint, after: Constraint) => boolean) => {
    for (const after of [...added]) {
      const at = left.findIndex((before) => isPair(before, after))
      if (at < 0) continue
      left.splice(at, 1)
      added.splice(added.indexOf(after), 1)
    }
  }
  const says = new Map([...left, ...added].map((one) => [one, sayConstraint(one, dialect)]))
  const isAlike = (one: Constraint, other: Constraint) => says.get(one) === says.get(other)
  const name = (one: Constraint) => sayName(one, dialect)
  pair((before, after) => isAlike(before, after) && name(before) === name(after))
  pair((before, after) => {
    const [database, target] = way === 'upgrade' ? [before, after] : [after, before]
    const matters = before.kind === 'unique' || before.kind === 'check' || before.kind === 'exclude'
    return isAlike(before, after) && (!matters || name(target) === undefined || name(database) === name(target))
  })
  return { addedConstraints: added, removedConstraints: left }
}

function diffIndexes(
  from: CanonicalTable,
  to: CanonicalTable,
  dialect: Dialect,
): Pick<TableDiff, 'addedIndexes' | 'removedIndexes'> {
  const key = (index: IndexDefinition) => `${sayName(index, dialect)} ${sayIndex(index, dialect)}`
  const before = new Set(from.indexes.map(key))
  const after = new Set(to.indexes.map(key))
  return {
    addedIndexes: to.indexes.filter((index) => !before.has(key(index))),
    removedIndexes: from.indexes.filter((index) => !after.has(key(index))),
  }
}

function diffOptions(from: CanonicalTable, to: CanonicalTable, compare: Compare): ReadonlySet<keyof TableOptions> {
  const names = ['comment', 'strict', 'withoutRowid', 'unlogged', 'partitionBy'] as const
  const isCompared = (name: keyof TableOptions) => name !== 'comment' || compares(compare, 'comments')
  return new Set(names.filter((name) => isCompared(name) && (from.options[name] || '') !== (to.options[name] || '')))
}
