import { DatabaseAheadError } from '../errors.js'
import type { Graph } from './revision.js'
import { maximal, walk } from './walk.js'

/** What a database has applied, for a plan to change step by step. */
export interface Applied {
  readonly all: Set<number>
  /** Those that no other applied revision needs: the version rows. */
  readonly heads: Set<number>
  /** The heads' ids, in the order of the graph. */
  ids(): readonly string[]
}

/** What the version rows say is applied. Throws `DatabaseAheadError` when the graph does not know one of them. */
export function appliedBy(graph: Graph, rows: readonly string[]): Applied {
  const found = rows.map((id) => graph.ids.indexOf(id))
  const unknown = rows.filter((_, nth) => (found[nth] as number) < 0)
  if (unknown[0]) throw new DatabaseAheadError(unknown)
  const all = walk(found, graph.parents)
  const heads = new Set(maximal(all, graph.parents))
  return { all, heads, ids: () => [...heads].sort((a, b) => a - b).map((at) => graph.ids[at] as string) }
}
