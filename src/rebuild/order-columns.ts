import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { TableChange } from '../schema/table-change.js'
import type { ColumnState } from './column-state.js'

type Find = (name: string) => number
type Invalid = (words: string) => never

/** Puts a new column among the others: at the end, or beside the one that it names. */
export function insertColumn(
  columns: ColumnState[],
  { column, before, after }: TableChange & { readonly kind: 'addColumn' },
  find: Find,
  invalid: Invalid,
): void {
  const lower = after === undefined ? -1 : find(after)
  const upper = before === undefined ? columns.length : find(before)
  if (lower >= upper) invalid(`cannot have '${column.name}' before '${before}' and after '${after}'`)
  let at = after === undefined ? upper : lower + 1
  // Those that were put there before come first.
  const isBeside = (other: string | undefined) => after !== undefined && other !== undefined && sameName(other, after)
  while (isBeside(columns[at]?.after)) at++
  columns.splice(at, 0, { source: undefined, added: column, after, name: column.name, to: {} })
}

/** Columns in an order that agrees with each list of names; those not named stay as near to their place as they can. */
export function reorderColumns(
  columns: readonly ColumnState[],
  lists: readonly (readonly string[])[],
  find: Find,
  invalid: Invalid,
): readonly ColumnState[] {
  const before = new Map<number, number[]>()
  for (const list of lists) {
    const places = list.map(find)
    for (const [nth, place] of places.entries())
      if (nth > 0) before.set(place, [...(before.get(place) ?? []), places[nth - 1] as number])
  }
  if (before.size === 0) return columns
  const order: number[] = []
  const left = new Set(columns.keys())
  while (left.size > 0) {
    const next = [...left].find((one) => (before.get(one) ?? []).every((other) => !left.has(other)))
    if (next === undefined) invalid(`cannot be ordered so: the lists contradict one another`)
    left.delete(next as number)
    order.push(next as number)
  }
  return order.map((at) => columns[at] as ColumnState)
}
