import type { Adapter } from '../adapter.js'
import { planUpgrade } from '../graph/plan-upgrade.js'
import type { Target } from '../graph/resolve.js'
import type { Plan } from '../graph/revision.js'
import { isHead } from './check.js'
import type { MigrationSet } from './migration-set.js'
import { type Planner, type RunOptions, type RunResult, run } from './run.js'
import { readRows } from './version-table.js'

// The way of an upgrade to head is whole here; symbols and downgrades are loaded by those who use them.

const upgradeTo =
  (set: MigrationSet, target: Target): Planner =>
  async (graph, rows) =>
    planUpgrade(
      graph,
      rows,
      isHead(set, target)
        ? set.heads.map((id) => graph.ids.indexOf(id))
        : (await import('../graph/resolve.js')).resolve(graph, target),
    )

const downgradeTo =
  (target: Target): Planner =>
  async (graph, rows) => {
    const [{ planDowngrade }, { resolve }] = await Promise.all([
      import('../graph/plan-downgrade.js'),
      import('../graph/resolve.js'),
    ])
    return planDowngrade(graph, rows, resolve(graph, target))
  }

/** The upgrade after the check, which read `rows`. */
export const runUpgrade = (
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: RunOptions,
  rows: readonly string[] | undefined,
): Promise<RunResult> => run(adapter, set, upgradeTo(set, target), options, rows)

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
  readonly direction?: 'upgrade' | 'downgrade'
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
