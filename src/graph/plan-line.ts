import type { Graph, Plan } from './revision.js'
import { type Applied, appliedBy, idsOf } from './rows.js'
import { walk } from './walk.js'

/**
 * The upgrade from the version rows `from` to `targets` where all that is missing is one line, as it mostly is: a line
 * has one order only, which `planUpgrade` need not be loaded for. Undefined where branches are missing, or rows overlap.
 */
export function planLine(graph: Graph, from: readonly string[], targets: readonly number[]): Plan | undefined {
  const applied = appliedBy(graph, from)
  const line = [...missing(graph, applied, targets)]
  const isLine = line
    .slice(1)
    .every((at, nth) => (graph.parents[line[nth] as number] as readonly number[]).includes(at))
  return isLine && applied.heads.size === from.length ? upgradeBy(graph, applied, line) : undefined
}

/** What an upgrade to `targets` has to apply. */
export const missing = ({ parents }: Graph, { all }: Applied, targets: readonly number[]): Set<number> =>
  walk(targets, parents, (at) => !all.has(at))

/** The upgrade that applies revisions, given newest first. */
export function upgradeBy(graph: Graph, { from, heads, rows }: Applied, newestFirst: number[]): Plan {
  const steps = newestFirst.reverse().map((at) => {
    const gone = (graph.parents[at] as readonly number[]).filter((parent) => heads.delete(parent))
    heads.add(at)
    const revision = graph.ids[at] as string
    return {
      revision,
      at,
      direction: 'upgrade' as const,
      gone: idsOf(graph, gone),
      come: [revision],
    }
  })
  return { from, steps, to: rows() }
}
