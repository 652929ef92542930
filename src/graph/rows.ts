import { DatabaseAheadError } from '../errors.js'
import type { Graph } from './revision.js'
import { maximal, walk } from './walk.js'

/** What a database has applied, for a plan to change step by step. */
export interface Applied {
  /** The version rows. */
  readonly from: readonly string[]
  readonly all: Set<number>
  /** Those that no other applied revision needs: what the version rows are to be. */
  readonly heads: Set<number>
  /** The heads' ids now, in the order of the graph. */
  rows(): readonly string[]
}

/** The ids of positions. */
export const idsOf = (graph: Graph, positions: readonly number[] = []): readonly string[] =>
  positions.map((at) => graph.ids[at] as string)

/** The positions of version rows. Throws `DatabaseAheadError` when the graph does not know one of them. */
export function positionsOf(graph: Graph, rows: readonly string[]): readonly number[] {
  const found = rows.map((id) => graph.ids.indexOf(id))
  const revisions = rows.filter((_, nth) => (found[nth] as number) < 0)
  if (revisions[0]) {
    const message = `The database is ahead, at ${revisions.join(', ')}.`
    throw new DatabaseAheadError('database-ahead', message, undefined, { revisions })
  }
  return found
}

/** What the version rows say is applied. Throws `DatabaseAheadError`. */
export function appliedBy(graph: Graph, from: readonly string[]): Applied {
  const all = walk(positionsOf(graph, from), graph.parents)
  const heads = new Set(maximal(all, graph.parents))
  return {
    from,
    all,
    heads,
    rows: () =>
      idsOf(
        graph,
        [...heads].sort((a, b) => a - b),
      ),
  }
}
