import type { Graph, Plan } from './revision.js'
import { rowsOf } from './rows.js'
import { newestFirst, required, walk } from './walk.js'

/** The steps from the version rows `from` until `targets` are applied, oldest first; none when they are. */
export function planUpgrade(graph: Graph, from: readonly string[], targets: readonly number[]): Plan {
  const rows = rowsOf(graph, from)
  const edges = required(graph)
  const missing = new Set([...walk(targets, edges)].filter((at) => !rows.applied.has(at)))
  const steps = newestFirst(missing, edges)
    .reverse()
    .map((at) => ({
      revision: graph.ids[at] as string,
      direction: 'upgrade' as const,
      message: graph.messages[at] as string,
      changes: rows.apply(at),
    }))
  return { from, steps, to: rows.ids() }
}
