import type { Dialect } from '../../dialects/dialect.js'
import type { DatabaseSchema, Routine, Trigger, View } from '../../schema/database.js'
import { keyOf, type ObjectDiff, type SchemaDiff } from '../compare/diff-schema.js'
import { foldedIn, namesIn, normalizeSql } from '../sql-text.js'
import { traitsOf } from '../traits.js'
import { sortByMentions } from './sort-tables.js'

/** What is there before and after, but goes and comes again around the changes of tables. */
export interface Dependents {
  /** In the order in which they go. */
  readonly droppedTriggers: readonly Trigger[]
  readonly droppedViews: readonly View[]
  readonly droppedRoutines: readonly Routine[]
  /** Those that mention no table, view or type: they come first. */
  readonly earlyRoutines: readonly Routine[]
  /** In the order in which they come, after the tables. */
  readonly late: readonly (View | Routine)[]
  readonly madeTriggers: readonly Trigger[]
}

/** Whether one of two is a view, not a routine. */
export const isView = (one: View | Routine): one is View => !('args' in one)

/**
 * Views and triggers that mention a table of which columns go or change, and views of such views, step aside. `touched`
 * are the names of those tables, and of whatever else goes.
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
  const replaced = diff.routines.changed.filter((one) => !isReplaceable(one.from, one.to, dialect))
  const names = new Set([
    ...touched,
    ...[...diff.routines.removed, ...replaced.map((one) => one.from)].map(({ name }) => fold(name)),
  ])
  const goes = new Set([...diff.views.removed, ...diff.views.changed.map((one) => one.from)])
  for (let before = -1; before < goes.size; ) {
    before = goes.size
    for (const view of goes) names.add(fold(view.name))
    if (names.size === 0) break
    for (const view of from.views) {
      // A view names itself.
      const others = new Set([...mentions(view)].filter((name) => name !== fold(view.name)))
      if ([...others].some((name) => names.has(name))) goes.add(view)
    }
  }
  const place = (one: { readonly name: string; readonly schema?: string }) => keyOf(one.name, one.schema, dialect)
  const goneViews = new Set([...goes].map(place))
  const changedTriggers = new Set([...diff.triggers.removed, ...diff.triggers.changed.map((one) => one.from)])
  const isOf = (one: Trigger, keys: ReadonlySet<string>) => keys.has(keyOf(one.table, one.schema, dialect))
  const droppedTriggers = from.triggers.filter(
    (one) =>
      changedTriggers.has(one) ||
      isOf(one, goneViews) ||
      (names.size > 0 && [...mentions(one)].some((name) => names.has(name))),
  )
  const comesAgain = <Thing extends { readonly name: string; readonly schema?: string }>(
    dropped: Iterable<Thing>,
    target: readonly Thing[],
    { added }: ObjectDiff<Thing>,
    key: (thing: Thing) => string,
  ): readonly Thing[] => {
    const gone = new Set([...dropped].map(key))
    return target.filter((one) => added.includes(one) || gone.has(key(one)))
  }
  const triggerKey = (one: Trigger) => (traitsOf(dialect).triggersByTable ? `${place(one)} ${one.table}` : place(one))
  const routines = [...diff.routines.added, ...diff.routines.changed.map((one) => one.to)]
  const relations = new Set([...to.tables.map(({ table }) => fold(table)), ...to.views.map(({ name }) => fold(name))])
  const isLate = (one: Routine) => [...mentions(one)].some((name) => name !== fold(one.name) && relations.has(name))
  const views = comesAgain(goes, to.views, diff.views, place)
  return {
    // With a table or view its triggers go.
    droppedTriggers: droppedTriggers.filter((one) => !isOf(one, goneViews) && !isOf(one, removedTables)),
    droppedViews: [...sortByMentions([...goes], (one) => fold(one.name), mentions)].reverse(),
    droppedRoutines: [...diff.routines.removed, ...replaced.map((one) => one.from)],
    earlyRoutines: routines.filter((one) => !isLate(one)),
    late: sortByMentions<View | Routine>([...routines.filter(isLate), ...views], (one) => fold(one.name), mentions),
    madeTriggers: comesAgain(droppedTriggers, to.triggers, diff.triggers, triggerKey),
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
