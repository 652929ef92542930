import type { Column } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import { columnsOf, nameOf } from '../schema/naming.js'

const kinds: readonly Constraint['kind'][] = ['primaryKey', 'unique', 'foreignKey', 'check', 'exclude']

/** Constraints in an order of their own, however they are written: by kind, then by their columns, then by their words. */
export function orderConstraints(
  columns: readonly Column[],
  constraints: readonly Constraint[],
): readonly Constraint[] {
  if (constraints.length < 2) return constraints
  const place = new Map(columns.map(({ name }, at) => [name, at]))
  const key = (one: Constraint) => [
    kinds.indexOf(one.kind),
    ...columnsOf(one).map((column) => place.get(column) ?? columns.length),
  ]
  const words = (one: Constraint) => `${nameOf(one.name) ?? ''} ${JSON.stringify(one)}`
  return constraints
    .map((one) => ({ one, key: key(one) }))
    .sort((a, b) => compareLists(a.key, b.key) || compareTexts(words(a.one), words(b.one)))
    .map(({ one }) => one)
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, nth) => value !== other[nth])
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1)
}

/** By code units: the order is the same in every language. */
export const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
