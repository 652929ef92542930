import type { Dialect } from '../../dialects/dialect.js'
import type { DatabaseSchema, Routine, Trigger, View } from '../../schema/database.js'
import { keyOf, type SchemaDiff } from '../compare/diff-schema.js'
import { foldedIn, namesIn, normalizeSql } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { sortByMentions } from './sort-tables.js'

/** What is there before and after, but goes and comes again around the changes of tables; and what only goes or comes. */
export interface Dependents {
  /** In the order in which they go: triggers, then views, and routines that name tables or views. */
  readonly droppedTriggers: readonly Trigger[]
  readonly dropped: readonly (View | Routine)[]
  /** Other routines that go: before new ones come, where these take their place, else last. */
  readonly replacedRoutines: readonly Routine[]
  readonly removedRoutines: readonly Routine[]
  /** Those that mention no table, view or type: they come first. */
  readonly earlyRoutines: readonly Routine[]
  /** In the order in which they come, after the tables. */
  readonly late: readonly (View | Routine)[]
  readonly madeTriggers: readonly Trigger[]
  /** Whether what goes comes again without the privileges that it has in the database. */
  losesGrants(one: View | Routine): boolean
}

/** Whether one of two is a view, not a routine. */
export const isView = (one: View | Routine): one is View => !('args' in one)

/**
 * Views, triggers and routines that mention a table of which columns go or change, and what mentions these, step aside.
 * `touched` are the names of those tables, and of whatever else goes.
 */
export function findDependents(
  diff: SchemaDiff,
  from: DatabaseSchema,
  to: DatabaseSchema,
  touched: ReadonlySet<string>,
  removedTables: ReadonlySet<string>,
  dialect: Dialect,
): Dependents {
  const fold = foldedIn(dialect)
  const mentions = mentionsIn(dialect)
  const place = (one: { readonly name: string; readonly schema?: string }) => keyOf(one.name, one.schema, dialect)
  const keyOfRoutine = (one: Routine) => `${place(one)}(${one.args})`
  const replaced = diff.routines.changed.flatMap((one) => (isReplaceable(one.from, one.to, dialect) ? [] : [one.from]))
  const gone = [...diff.routines.removed, ...replaced]
  const names = new Set([...touched, ...gone.map(({ name }) => fold(name))])
  const goes = new Set<View | Routine>([
    ...diff.views.removed,
    ...diff.views.changed.map((one) => one.from),
    ...gone.filter(({ uses }) => uses !== undefined),
  ])
  const movable = [...from.views, ...from.routines.filter(({ uses }) => uses !== undefined)]
  for (let before = -1; before < goes.size; ) {
    before = goes.size
    for (const one of goes) names.add(fold(one.name))
    if (names.size === 0) break
    // Each names itself.
    for (const one of movable) {
      if ([...mentions(one)].some((name) => name !== fold(one.name) && names.has(name))) goes.add(one)
    }
  }
  const goneViews = new Set([...goes].filter(isView).map(place))
  const goneRoutines = new Set([...goes].flatMap((one) => (isView(one) ? [] : [keyOfRoutine(one)])))
  const changedTriggers = new Set([...diff.triggers.removed, ...diff.triggers.changed.map((one) => one.from)])
  const isOf = (one: Trigger, keys: ReadonlySet<string>) => keys.has(keyOf(one.table, one.schema, dialect))
  const isTouched = (one: Trigger) => names.size > 0 && [...mentions(one)].some((name) => names.has(name))
  const droppedTriggers = from.triggers.filter(
    (one) => changedTriggers.has(one) || isOf(one, goneViews) || isTouched(one),
  )
  const triggerKey = (one: Trigger) => (traitsOf(dialect).triggersByTable ? `${place(one)} ${one.table}` : place(one))
  const goneTriggers = new Set(droppedTriggers.map(triggerKey))
  const newRoutines = new Set([...diff.routines.added, ...diff.routines.changed.map((one) => one.to)])
  const routines = to.routines.filter((one) => newRoutines.has(one) || goneRoutines.has(keyOfRoutine(one)))
  const relations = new Set([...to.tables.map(({ table }) => fold(table)), ...to.views.map(({ name }) => fold(name))])
  const isLate = (one: Routine) =>
    one.uses !== undefined || [...mentions(one)].some((name) => name !== fold(one.name) && relations.has(name))
  const views = to.views.filter((one) => diff.views.added.includes(one) || goneViews.has(place(one)))
  const byName = (one: View | Routine) => fold(one.name)
  const left = (one: Routine) => !goes.has(one)
  const keyOfEither = (one: View | Routine) => (isView(one) ? `view ${place(one)}` : keyOfRoutine(one))
  const comes = new Set([...routines, ...views].map(keyOfEither))
  const all = [from.views, to.views, from.routines, to.routines].flat()
  // Only the database has any: it is where a downgrade leads.
  const granted = new Set(all.filter((one) => one.granted).map(keyOfEither))
  return {
    losesGrants: (one) => granted.has(keyOfEither(one)) && comes.has(keyOfEither(one)),
    // With a table or view its triggers go.
    droppedTriggers: droppedTriggers.filter((one) => !isOf(one, goneViews) && !isOf(one, removedTables)),
    dropped: [...sortByMentions([...goes], byName, mentions)].reverse(),
    replacedRoutines: replaced.filter(left),
    removedRoutines: diff.routines.removed.filter(left),
    earlyRoutines: routines.filter((one) => !isLate(one)),
    late: sortByMentions<View | Routine>([...routines.filter(isLate), ...views], byName, mentions),
    madeTriggers: to.triggers.filter((one) => diff.triggers.added.includes(one) || goneTriggers.has(triggerKey(one))),
  }
}

/** The names that the SQL of an object mentions, worked out once. */
function mentionsIn(dialect: Dialect): (one: { readonly sql: string }) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  return ({ sql }) => {
    const names = known.get(sql) ?? namesIn(sql, dialect)
    known.set(sql, names)
    return names
  }
}

/** Whether CREATE OR REPLACE does: nothing before the body says anything else of what is given back. */
export function isReplaceable(from: Routine, to: Routine, dialect: Dialect): boolean {
  const head = ({ sql }: Routine) =>
    / returns (.*?) (language|as|begin|return|immutable|stable|volatile|strict|called|security|parallel|cost|rows|set|support) /.exec(
      ` ${normalizeSql(sql, dialect)} `,
    )?.[1]
  const kind = ({ sql }: Routine) => /\b(function|procedure)\b/i.exec(sql)?.[1]?.toLowerCase()
  const args = ({ sql }: Routine) => normalizeSql(sql.slice(0, sql.search(/\breturns\b|\blanguage\b|\bas\b/i)), dialect)
  return head(from) === head(to) && kind(from) === kind(to) && args(from) === args(to)
}
