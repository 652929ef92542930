import { effectiveHeads } from '../graph/identify.js'
import { newestFirst } from '../graph/newest-first.js'
import type { Graph } from '../graph/revision.js'

/** A graph in another order, and where each of its revisions was. */
export interface OrderedGraph {
  readonly graph: Graph
  readonly from: readonly number[]
}

/**
 * The graph with its newest revisions first, heads before all, and then as a downgrade of everything would go: so most
 * follow the next one, which needs no bytes. Heads keep their order, which breaks the ties of plans.
 */
export function orderGraph(graph: Graph): OrderedGraph {
  const heads = effectiveHeads(graph)
  const rest = newestFirst(new Set(graph.ids.keys()), graph.parents).filter((at) => !heads.includes(at))
  const from = [...heads, ...rest]
  const to = new Map(from.map((old, at) => [old, at]))
  const moved = (edges: readonly (readonly number[])[]) =>
    from.map((old) => (edges[old] ?? []).map((one) => to.get(one) as number))
  return {
    from,
    graph: {
      ids: from.map((old) => graph.ids[old] as string),
      down: moved(graph.down),
      needs: moved(graph.needs),
      parents: moved(graph.parents),
      branches: Object.fromEntries(
        Object.entries(graph.branches).map(([label, old]) => [label, to.get(old) as number]),
      ),
      labels: from.map((old) => graph.labels[old] ?? []),
    },
  }
}
