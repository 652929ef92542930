import { newestFirst } from './newest-first.js'
import { missing, upgradeBy } from './plan-line.js'
import type { Graph, Plan } from './revision.js'
import { appliedBy } from './rows.js'
import { spareRows } from './spare-rows.js'

/** The steps from the version rows `from` until `targets` are applied, oldest first; none when they are. */
export function planUpgrade(graph: Graph, from: readonly string[], targets: readonly number[]): Plan {
  const applied = appliedBy(graph, from)
  const spare = spareRows(applied)
  const plan = upgradeBy(graph, applied, newestFirst(missing(graph, applied, targets), graph.parents))
  if (spare.length === 0) return plan
  const [first, ...others] = plan.steps
  return { ...plan, steps: first ? [{ ...first, gone: [...spare, ...first.gone] }, ...others] : [] }
}
