import { DatabaseAheadError } from '../errors.js'
import type { Graph, RowChange } from './revision.js'
import { maximal, walk } from './walk.js'

/** What a database has applied, for a plan to change step by step. */
export interface Applied {
  readonly all: Set<number>
  /** Those that no other applied revision needs: the version rows. */
  readonly heads: Set<number>
  /** Rows that say nothing, for another row implies them: a plan takes them away first. */
  readonly redundant: readonly RowChange[]
  /** The heads' ids, in the order of the graph. */
  ids(): readonly string[]
}

/** The positions of version rows. Throws `DatabaseAheadError` when the graph does not know one of them. */
export function positionsOf(graph: Graph, rows: readonly string[]): readonly number[] {
  const found = rows.map((id) => graph.ids.indexOf(id))
  const unknown = rows.filter((_, nth) => (found[nth] as number) < 0)
  if (unknown[0]) throw new DatabaseAheadError(unknown)
  return found
}

/** What the version rows say is applied. Throws `DatabaseAheadError`. */
export function appliedBy(graph: Graph, rows: readonly string[]): Applied {
  const found = positionsOf(graph, rows)
  const all = walk(found, graph.parents)
  const heads = new Set(maximal(all, graph.parents))
  const redundant = rows.filter((_, nth) => !heads.has(found[nth] as number)).map((id) => ['delete', id, null] as const)
  return { all, heads, redundant, ids: () => [...heads].sort((a, b) => a - b).map((at) => graph.ids[at] as string) }
}
