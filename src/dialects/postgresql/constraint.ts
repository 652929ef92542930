import type { Constraint } from '../../schema/constraint.js'
import { constraintSql, type Key } from '../constraint-sql.js'
import { names } from './names.js'

/** A constraint as CREATE TABLE and ADD CONSTRAINT have it. Throws `invalid-operation` for one of no columns. */
export const constraint = (constraint: Constraint): string =>
  constraintSql(names, constraint, keySql) + (constraint.kind === 'check' && constraint.noInherit ? ' NO INHERIT' : '')

/** What a key is of, and how NULL is taken. */
function keySql({ kind, columns, include = [], nullsNotDistinct }: Key): string {
  const list = (some: readonly string[]) => `(${some.map(names.identifier).join(', ')})`
  return [
    ...(kind === 'unique' && nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    list(columns),
    ...(include.length > 0 ? [`INCLUDE ${list(include)}`] : []),
  ].join(' ')
}
