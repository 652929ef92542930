import type { Graph, Plan } from './revision.js'

/** One change to the version table, as Alembic makes it. */
export type RowChange =
  | readonly ['insert', null, string]
  | readonly ['delete', string, null]
  | readonly ['update', string, string]

/**
 * The changes to the version table that each step of a plan makes: where rows go and others come, the last of them is
 * updated and the rest deleted or inserted. Rows are in the order in which the step's revision names its parents.
 */
export function rowChanges(graph: Graph, { from, steps }: Plan): readonly (readonly RowChange[])[] {
  let before = from
  return steps.map(({ rows, at }) => {
    const place = new Map((graph.parents[at] ?? []).map((parent, nth) => [graph.ids[parent] as string, nth]))
    const inOrder = (ids: string[]) => ids.sort((one, other) => (place.get(one) ?? -1) - (place.get(other) ?? -1))
    const gone = inOrder(before.filter((id) => !rows.includes(id)))
    const come = inOrder(rows.filter((id) => !before.includes(id)))
    before = rows
    const [old, last] = gone.length > 0 && come.length > 0 ? [gone.pop(), come.pop()] : []
    return [
      ...gone.map((id): RowChange => ['delete', id, null]),
      ...(old !== undefined && last !== undefined ? [['update', old, last] as const] : []),
      ...come.map((id): RowChange => ['insert', null, id]),
    ]
  })
}
