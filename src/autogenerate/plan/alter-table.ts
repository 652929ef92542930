import type { Dialect } from '../../dialects/dialect.js'
import { type AlterTable, alterTable, directiveOf } from '../../ops/alter-table.js'
import { createIndex } from '../../ops/create-index.js'
import { dropIndex } from '../../ops/drop-index.js'
import { createTableComment, dropTableComment } from '../../ops/table-comment.js'
import type { Constraint } from '../../schema/constraint.js'
import type { NamingConvention } from '../../schema/naming.js'
import type { IndexDefinition } from '../../schema/table.js'
import type { TableChange } from '../../schema/table-change.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import type { ColumnDiff, Direction } from '../compare/diff-table.js'
import { sayType } from '../compare/say.js'
import { type Directive, directive, fails, loses, type Note } from '../directive.js'
import { sayTable } from '../say-place.js'
import { foldedIn, namesIn } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { addColumn, takenAlong } from './added-column.js'
import { changeColumn, type NotedChange } from './column-change.js'
import { withName } from './constraint-names.js'
import { constraintNotes, indexNotes } from './constraint-notes.js'
import { serialSteps } from './serial.js'
import type { WideDiff } from './widen.js'

/** What the changes of a table are planned with. */
export interface Planning {
  readonly dialect: Dialect
  readonly way: Direction
  readonly convention?: NamingConvention | undefined
  /** A table that is changed, as it was before it and its columns got the names that they have from then on. */
  beforeRenames(table: CanonicalTable): CanonicalTable
  /** Whether a constraint goes before everything else, or comes after it. */
  isEarly(one: Constraint): boolean
  isLate(one: Constraint): boolean
  /** Whether a foreign key refers to a table that is made along, and has no rows. */
  isToNew(one: Constraint): boolean
}

/** The operations of one table, but for what goes early and comes late. */
export function alterOne(diff: WideDiff, planning: Planning): readonly Directive[] {
  const { dialect, way, isEarly, isLate } = planning
  const { from, to, regenerated } = diff
  const fold = foldedIn(dialect)
  const remakes = traitsOf(dialect).remakes
  const isAnew = (name: string) => regenerated.some((one) => fold(one) === fold(name))
  const again = to.columns.filter(({ name }) => isAnew(name))
  const added = diff.addedColumns.filter(({ generated }) => !generated)
  const addedLast = [...diff.addedColumns.filter(({ generated }) => generated), ...again]
  const gone = new Set(diff.removedColumns.map(({ name }) => fold(name)))
  const along = new Map(
    [...added, ...addedLast].map((one) => [one, takenAlong(one, diff.addedConstraints, diff, isLate, dialect)]),
  )
  const taken = new Set([...along.values()].flat())
  const constraints = diff.addedConstraints.filter((one) => !isLate(one) && !taken.has(one))
  const add = (column: (typeof added)[number]) => addColumn(column, along.get(column) ?? [], diff, dialect, way)
  const drop = (name: string, isLost: boolean): NotedChange => ({
    change: { kind: 'dropColumn', column: name },
    notes: isLost ? [loses(`the values of '${sayTable(to)}.${name}'.`)] : [],
  })
  const generatedGone = diff.removedColumns.filter(({ generated }) => generated)
  const changes: readonly NotedChange[] = [
    ...diff.removedConstraints
      .filter(
        (one) => !isEarly(one) && !(remakes && goesAlong(one, from, gone, dialect)) && !isReplaced(one, diff, remakes),
      )
      .map((one) => dropConstraint(one, diff, planning)),
    ...generatedGone.map(({ name }) => drop(name, false)),
    ...from.columns
      .filter(({ name }) => isAnew(name))
      .map(({ name, generated }) => drop(name, generated === undefined)),
    ...added.flatMap(add),
    ...(remakes ? allChanges(diff, dialect) : diff.columns.filter((one) => !isCountedOnly(one))).map((one) =>
      changeColumn(diff, one, dialect, way),
    ),
    ...(remakes ? [] : diff.removedColumns.filter(({ generated }) => !generated).map(({ name }) => drop(name, true))),
    ...addedLast.flatMap(add),
    ...constraints.map((one) => addConstraint(one, diff, planning)),
    ...(remakes ? diff.removedColumns.filter(({ generated }) => !generated).map(({ name }) => drop(name, true)) : []),
  ]
  const counted = remakes ? [] : diff.columns.map((one) => serialSteps(to, one, dialect))
  return [
    ...counted.flatMap(({ before }) => before),
    ...alterations(to, changes, diff, planning),
    ...counted.flatMap(({ after }) => after),
    ...diff.addedIndexes.map((one) => directive(makeIndex(one), ...indexNotes(one, diff, dialect))),
    ...comment(diff),
  ]
}

/**
 * The changes of columns of a table that is made anew, with what its key or storage implied and has to be said once that
 * is another, and with the word of a key that a new one has not.
 */
function allChanges(diff: WideDiff, dialect: Dialect): readonly ColumnDiff[] {
  const fold = foldedIn(dialect)
  const columns = withoutCounting(diff)
  const keys = [...diff.removedConstraints, ...diff.addedConstraints].filter(({ kind }) => kind === 'primaryKey')
  const keyed = diff.from.constraints.flatMap((one) => (one.kind === 'primaryKey' ? one.columns.map(fold) : []))
  const isTyped = columns.some(({ to, aspects }) => aspects.has('type') && keyed.includes(fold(to.name)))
  const isStored = diff.options.has('strict') || diff.options.has('withoutRowid')
  if (keys.length === 0 && !isStored && !isTyped) return columns
  return diff.to.columns.flatMap((to) => {
    const from = diff.from.columns.find(({ name }) => fold(name) === fold(to.name))
    if (!from || diff.regenerated.includes(to.name)) return []
    const aspects = new Set(columns.find((one) => one.to === to)?.aspects ?? [])
    if (keyed.includes(fold(to.name)) && !to.nullable) aspects.add('nullable')
    if (keys.length > 0 && to.autoincrement === true) aspects.add('autoincrement')
    return aspects.size > 0 ? [{ from, to, aspects }] : []
  })
}

/** A column that is no key any more does not count up. */
const withoutCounting = (diff: WideDiff): readonly ColumnDiff[] =>
  diff.to.constraints.some(({ kind }) => kind === 'primaryKey')
    ? diff.columns
    : diff.columns
        .map((one) => ({ ...one, aspects: new Set([...one.aspects].filter((aspect) => aspect !== 'autoincrement')) }))
        .filter(({ aspects }) => aspects.size > 0)

const isCountedOnly = ({ aspects }: ColumnDiff): boolean => aspects.size === 1 && aspects.has('autoincrement')

/** A constraint that is made on a table that may have rows. */
export function addConstraint(one: Constraint, diff: WideDiff, planning: Planning): NotedChange {
  const constraint = withName(one, diff.to, planning.dialect, planning.convention)
  return {
    change: { kind: 'addConstraint', constraint },
    notes: constraintNotes(one, diff, planning.isToNew(one), planning.dialect),
  }
}

/** Whether SQLite drops a constraint with a column of it. */
function goesAlong(one: Constraint, table: CanonicalTable, gone: ReadonlySet<string>, dialect: Dialect): boolean {
  const fold = foldedIn(dialect)
  if (one.kind === 'unique' || one.kind === 'foreignKey') return one.columns.some((name) => gone.has(fold(name)))
  if (one.kind === 'primaryKey') return one.columns.every((name) => gone.has(fold(name)))
  if (one.kind !== 'check') return false
  const names = table.columns.map(({ name }) => fold(name)).filter((name) => namesIn(one.condition, dialect).has(name))
  return names.length > 0 && names.every((name) => gone.has(name))
}

/** A table that is made anew has one primary key: a new one takes the place of the old one. */
const isReplaced = (one: Constraint, diff: WideDiff, remakes: boolean): boolean =>
  remakes && one.kind === 'primaryKey' && diff.addedConstraints.some(({ kind }) => kind === 'primaryKey')

/**
 * A constraint goes by its name; what it is is said too where it has none, so that it is found. A name that was made up for
 * it, on the way there, was made of the table's names before they change.
 */
export function dropConstraint(
  one: Constraint,
  { from }: Pick<WideDiff, 'from'>,
  { dialect, convention, beforeRenames }: Planning,
): NotedChange {
  const before = beforeRenames(from)
  const { name = '' } = withName(before.constraints[from.constraints.indexOf(one)] ?? one, before, dialect, convention)
  const existing = one.name === undefined ? { existing: one } : {}
  return { change: { kind: 'dropConstraint', name, type: one.kind, ...existing }, notes: [] }
}

/** Changes as one batch where a table may have to be made anew, else each as a directive of its own. */
export function alterations(
  { table, schema }: CanonicalTable,
  changes: readonly NotedChange[],
  diff: Pick<WideDiff, 'options' | 'to'>,
  { dialect }: Pick<Planning, 'dialect'>,
): readonly Directive[] {
  const place = { table, ...(schema === undefined ? {} : { schema }), recreate: 'auto' } as const
  const one = (change: TableChange): AlterTable => alterTable(directiveOf(change), { ...place, changes: [change] })
  const options = storage(diff)
  const hasOptions = Object.keys(options).length > 0
  if (!traitsOf(dialect).remakes) return changes.map(({ change, notes }) => directive(one(change), ...notes))
  const [only] = changes
  if (only && changes.length === 1 && !hasOptions) return [directive(one(only.change), ...only.notes)]
  if (changes.length === 0 && !hasOptions) return []
  const batch = alterTable('batchAlterTable', { ...place, changes: changes.map(({ change }) => change), ...options })
  const notes = changes.flatMap((each) => each.notes)
  if (options.strict) notes.push(fails(`where values of '${sayTable(diff.to)}' are not of their columns' types.`))
  if (options.strict === false) notes.push(...noLongerAny(diff, dialect))
  return [directive(batch, ...notes)]
}

/** Only a STRICT table keeps the texts in a column of type ANY that look like numbers. */
const noLongerAny = ({ to }: Pick<WideDiff, 'to'>, dialect: Dialect): readonly Note[] =>
  to.columns
    .filter(({ type }) => sayType(type, dialect) === 'any')
    .map(({ name }) => loses(`texts of '${sayTable(to)}.${name}' that look like numbers: they become numbers.`))

/** What SQLite keeps of a table as a whole. */
function storage({ options, to }: Pick<WideDiff, 'options' | 'to'>): { strict?: boolean; withoutRowid?: boolean } {
  return {
    ...(options.has('strict') ? { strict: to.options.strict === true } : {}),
    ...(options.has('withoutRowid') ? { withoutRowid: to.options.withoutRowid === true } : {}),
  }
}

function comment({ options, to, from }: WideDiff): readonly Directive[] {
  if (!options.has('comment')) return []
  const before = {
    ...(to.schema === undefined ? {} : { schema: to.schema }),
    existingComment: from.options.comment || null,
  }
  return [
    directive(
      to.options.comment
        ? createTableComment(to.table, to.options.comment, before)
        : dropTableComment(to.table, before),
    ),
  ]
}

/** An index as an operation. */
export const makeIndex = ({ name, table, columns, options }: IndexDefinition) => {
  const { ifNotExists: _, concurrently: __, ...rest } = options
  const said = Object.entries(rest).filter(([, value]) => value !== undefined && value !== false)
  return createIndex(name, table, columns, Object.fromEntries(said))
}

/** How an index goes. */
export const removeIndex = ({ name, options: { schema } }: IndexDefinition) =>
  dropIndex(name, schema === undefined ? {} : { schema })
