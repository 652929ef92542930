import type { Adapter } from '../adapter.js'
import { downgradeTarget } from '../graph/downgrade-target.js'
import { planDowngrade } from '../graph/plan-downgrade.js'
import type { Target } from '../graph/resolve.js'
import type { Direction, Plan } from '../graph/revision.js'
import type { MigrationSet } from './migration-set.js'
import { type Planner, type RunResult, run } from './run.js'
import type { RunOptions } from './run-options.js'
import { upgradeTo } from './upgrade-to.js'
import { readRows } from './version-table.js'

export { toSet } from './to-set.js'

const downgradeTo =
  (target: Target): Planner =>
  (graph, rows) =>
    planDowngrade(graph, rows, downgradeTarget(graph, rows, target))

/** The downgrade, once nothing else is in flight. */
export const runDowngrade = async (
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: RunOptions,
): Promise<RunResult> => run(adapter, set, downgradeTo(target), options, await readRows(adapter))

/** Options of `plan`. */
export interface PlanOptions {
  /** Whose plan: `'upgrade'` when not given. */
  readonly direction?: Direction
}

/** The plan from where the database stands to a target. */
export const makePlan = async (
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: PlanOptions,
): Promise<Plan> =>
  (options.direction === 'downgrade' ? downgradeTo(target) : upgradeTo(set, target))(
    await set.graph(),
    (await readRows(adapter)) ?? [],
  )
