import type { Dialect } from '../../dialects/dialect.js'
import { execute } from '../../ops/execute.js'
import { type Directive, directive } from '../directive.js'
import { sortTables } from './sort-tables.js'
import type { WideDiff } from './widen.js'

/**
 * Tables become UNLOGGED, or are no longer. One that is logged may refer to such ones only: so it becomes logged after
 * those that it refers to, and is no longer before them.
 */
export function loggingSteps(tables: readonly WideDiff[], dialect: Dialect): readonly Directive[] {
  const changed = tables.filter(({ options }) => options.has('unlogged')).map(({ to }) => to)
  const sorted = sortTables(changed, dialect).tables
  const [logged, unlogged] = [false, true].map((is) =>
    sorted.filter(({ options }) => (options.unlogged === true) === is),
  )
  return [...(logged ?? []), ...[...(unlogged ?? [])].reverse()].map(({ table, schema, options }) =>
    directive(
      execute(`ALTER TABLE ${dialect.qualified(table, schema)} SET ${options.unlogged ? 'UNLOGGED' : 'LOGGED'}`),
    ),
  )
}
