import type { Adapter } from '../adapter.js'
import { downgradeTarget } from '../graph/downgrade-target.js'
import { planDowngrade } from '../graph/plan-downgrade.js'
import type { Target } from '../graph/resolve.js'
import type { Direction, Plan, Step } from '../graph/revision.js'
import { type RowChange, rowChanges } from '../graph/row-changes.js'
import { graphOf } from './graph-of.js'
import { messagesOf } from './messages-of.js'
import type { MigrationSet } from './migration-set.js'
import type { Copies } from './plan-copies.js'
import { type Planner, type RunResult, run } from './run.js'
import type { RunOptions } from './run-options.js'
import { upgradeTo } from './upgrade-to.js'
import { readRows, type VersionTableOptions } from './version-table.js'

// The verbs that a compiled upgrade to head does not need, all of one shape: (adapter, set, …what the verb takes).

export { branches, check, current, heads, history, show } from './read-graph.js'
export { refuse } from './refuse.js'
export { stamp } from './run-stamp.js'
export { toSet } from './to-set.js'

const downgradeTo =
  (target: Target): Planner =>
  (graph, rows) =>
    planDowngrade(graph, rows, downgradeTarget(graph, rows, target))

/** The downgrade, once nothing else is in flight. */
export const downgrade = async (
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: RunOptions = {},
): Promise<RunResult> =>
  run(adapter, set, await graphOf(set), downgradeTo(target), options, await readRows(adapter, options))

/** Options of `plan`. */
export interface PlanOptions extends VersionTableOptions {
  /** Whose plan: `'upgrade'` when not given. */
  readonly direction?: Direction
}

/** A plan that also says what each step does to the version table, and which tables it copies. */
export interface DetailedPlan extends Plan {
  /** Whether the set's baseline makes all of it at once, since the database is empty. */
  readonly baseline: boolean
  readonly steps: readonly DetailedStep[]
}

/** A step with what it does, its changes to the version table, and the tables that it makes anew. */
export interface DetailedStep extends Step, Copies {
  readonly message: string
  readonly changes: readonly RowChange[]
}

const nothing: Copies = { copies: [] }

/** The plan from where the database stands to a target. */
export async function plan(
  adapter: Adapter,
  set: MigrationSet,
  target: Target = 'head',
  options: PlanOptions = {},
): Promise<DetailedPlan> {
  const graph = await graphOf(set)
  const planner = options.direction === 'downgrade' ? downgradeTo(target) : upgradeTo(set, target)
  const made = await planner(graph, (await readRows(adapter, options)) ?? [])
  const [{ copiesOf }, { isEmpty, mayUseBaseline }, messages] = await Promise.all([
    import('./plan-copies.js'),
    import('./run-baseline.js'),
    messagesOf(set, graph),
  ])
  const baseline = !!made.steps[0] && mayUseBaseline(adapter, set, made) && (await isEmpty(adapter, options))
  const copies = baseline ? [] : await copiesOf(adapter, set, graph, made.steps)
  const steps = made.steps.map((step, nth) => ({
    ...step,
    message: messages[step.at] as string,
    changes: rowChanges(step),
    ...(copies[nth] ?? nothing),
  }))
  return { ...made, baseline, steps }
}
