import type { Graph, Plan, RowChange } from './revision.js'
import { appliedBy } from './rows.js'
import { newestFirst, walk } from './walk.js'

/** The steps from the version rows `from` until `targets` are applied, oldest first; none when they are. */
export function planUpgrade(graph: Graph, from: readonly string[], targets: readonly number[]): Plan {
  const { parents } = graph
  const { all, heads, redundant, ids } = appliedBy(graph, from)
  const name = (at: number) => graph.ids[at] as string
  const missing = new Set([...walk(targets, parents)].filter((at) => !all.has(at)))
  const steps = newestFirst(missing, parents, targets)
    .reverse()
    .map((at, nth) => {
      const revision = name(at)
      const replaced = (parents[at] ?? []).filter((parent) => heads.delete(parent)).map(name)
      const last = replaced.pop()
      heads.add(at)
      const changes: RowChange[] = [
        ...(nth ? [] : redundant),
        ...replaced.map((parent) => ['delete', parent, null] as const),
        last ? ['update', last, revision] : ['insert', null, revision],
      ]
      return { revision, at, direction: 'upgrade' as const, message: graph.messages[at] as string, changes }
    })
  return { from, steps, to: ids() }
}
