import { DatabaseAheadError } from '../errors.js'
import type { Graph, RowChange } from './revision.js'
import { maximal, required, reversed, walk } from './walk.js'

/**
 * What is applied, and the version rows that say so: the applied revisions that no other applied one needs. Each change
 * names the rows as Alembic would change them.
 */
export interface Rows {
  readonly applied: ReadonlySet<number>
  ids(): readonly string[]
  apply(at: number): readonly RowChange[]
  takeBack(at: number): readonly RowChange[]
}

/** Starts from the ids in the version table. Throws `DatabaseAheadError` when the graph does not know one. */
export function rowsOf(graph: Graph, ids: readonly string[]): Rows {
  const index = new Map([...graph.ids.entries()].map(([at, id]) => [id, at]))
  const unknown = ids.filter((id) => !index.has(id))
  if (unknown.length > 0) throw new DatabaseAheadError(unknown)
  const edges = required(graph)
  const users = reversed(edges)
  const applied = walk(ids.map((id) => index.get(id) as number), edges)
  const heads = new Set(maximal(applied, edges))
  const name = (at: number) => graph.ids[at] as string
  return {
    applied,
    ids: () => [...heads].sort((a, b) => a - b).map(name),
    apply(at) {
      const replaced = (edges[at] ?? []).filter((parent) => heads.delete(parent))
      applied.add(at)
      heads.add(at)
      const last = replaced.pop()
      return [
        ...replaced.map((parent) => ['delete', name(parent), null] as const),
        last === undefined ? ['insert', null, name(at)] : ['update', name(last), name(at)],
      ]
    },
    takeBack(at) {
      applied.delete(at)
      heads.delete(at)
      const bared = (edges[at] ?? []).filter((parent) => !users[parent]?.some((user) => applied.has(user)))
      for (const parent of bared) heads.add(parent)
      const last = bared.pop()
      return [
        last === undefined ? ['delete', name(at), null] : ['update', name(at), name(last)],
        ...bared.map((parent) => ['insert', null, name(parent)] as const),
      ]
    },
  }
}
