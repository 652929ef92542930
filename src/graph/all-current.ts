import type { Graph } from './revision.js'
import { appliedBy } from './rows.js'
import { maximal } from './walk.js'

/**
 * Where a database stands on every branch: of the version rows and everything they imply, those that nothing applied
 * follows. In the order of the graph. Throws `DatabaseAheadError`.
 */
export function allCurrent(graph: Graph, rows: readonly string[]): readonly number[] {
  const { all } = appliedBy(graph, rows)
  return [...maximal(all, graph.down)].sort((a, b) => a - b)
}
