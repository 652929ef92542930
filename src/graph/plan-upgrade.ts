import type { Graph, Plan } from './revision.js'
import { appliedBy } from './rows.js'
import { newestFirst, walk } from './walk.js'

/** The steps from the version rows `from` until `targets` are applied, oldest first; none when they are. */
export function planUpgrade(graph: Graph, from: readonly string[], targets: readonly number[]): Plan {
  const { ids, messages, parents } = graph
  const { all, heads, rows } = appliedBy(graph, from)
  const missing = new Set([...walk(targets, parents)].filter((at) => !all.has(at)))
  const steps = newestFirst(missing, parents, targets)
    .reverse()
    .map((at) => {
      for (const parent of parents[at] ?? []) heads.delete(parent)
      heads.add(at)
      return {
        revision: ids[at] as string,
        at,
        direction: 'upgrade' as const,
        message: messages[at] as string,
        rows: rows(),
      }
    })
  return { from, steps, to: rows() }
}
