import type { Adapter } from '../adapter.js'
import { planStamp } from '../graph/plan-stamp.js'
import { refuseTarget } from '../graph/refuse-target.js'
import type { Target } from '../graph/resolve.js'
import type { Graph, Plan, Step } from '../graph/revision.js'
import { graphOf } from './graph-of.js'
import type { MigrationSet } from './migration-set.js'
import { type RunResult, run } from './run.js'
import type { RunOptions } from './run-options.js'
import { readRows } from './version-table.js'

/** Options of `stamp`. */
export interface StampOptions extends RunOptions {
  /** Forgets every version row first, also those that these migrations do not know. */
  readonly purge?: boolean
}

/** The stamp, once nothing else is in flight. */
export const stamp = async (
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: StampOptions = {},
): Promise<RunResult> => {
  refuseTarget(target)
  const targets = typeof target === 'string' ? [target] : target
  const planner = (graph: Graph, rows: readonly string[]) => stampPlan(graph, rows, targets, options.purge ?? false)
  const stamps = withStamps(set)
  return run(adapter, stamps, await graphOf(stamps), planner, options, await readRows(adapter, options))
}

/** The plan of a stamp; `purge` forgets the rows that there are. */
export function stampPlan(graph: Graph, rows: readonly string[], targets: readonly string[], purge: boolean): Plan {
  const { steps, to } = planStamp(graph, purge ? [] : rows, targets)
  const moves = steps.map(({ from, to: come, gone }): Step => {
    const revision = (come[0] ?? from[0]) as string
    const at = graph.ids.indexOf(revision)
    return { revision, at, direction: 'stamp', gone, come }
  })
  if (!purge || rows.length === 0) return { from: rows, steps: moves, to }
  // Rows that are forgotten go with the first move; where there is none, they are a move of their own.
  const [first, ...others] = moves
  const forgotten: Step = { revision: 'base', at: -1, direction: 'stamp', come: [], ...first, gone: rows }
  return { from: rows, steps: [forgotten, ...others], to }
}

/** The set with steps of a third direction, which run nothing. */
export function withStamps(set: MigrationSet): MigrationSet {
  const { baseline: _, ...others } = set
  return {
    ...others,
    async graph() {
      const graph = await set.graph()
      return { ...graph, checksums: [], stampChunks: { ...graph.ids.map(() => 0), [-1]: 0 } }
    },
    async chunk() {
      const { ids } = await set.graph()
      return { steps: Object.fromEntries([...ids, 'base'].map((id) => [id, { statements: [] }])) }
    },
  }
}
