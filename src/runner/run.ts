import type { Adapter } from '../adapter.js'
import type { Graph, Plan } from '../graph/revision.js'
import { runTransaction } from './in-transaction.js'
import { loadPlan } from './load-steps.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import type { RunOptions } from './run-options.js'
import { beginSession, type RanStep, type Session } from './session.js'
import { readRows } from './version-table.js'

/** What a run did: nothing, when `steps` is empty. */
export interface RunResult {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly steps: readonly RanStep[]
}

/** Makes a plan from the version rows of a database. */
export type Planner = (graph: Graph, rows: readonly string[]) => Plan | Promise<Plan>

/** What the attempts at a run hand on. */
export interface Attempt {
  /** How many failed. */
  failed?: number
  /** The version rows that were read last; undefined when there is no version table yet. */
  rows: readonly string[] | undefined
  /** Where the run began; what another runner did before it committed anything is not its own. */
  from?: readonly string[] | undefined
  /** What was committed before another runner moved the rows. */
  readonly committed: RanStep[]
  /** What is being run now. */
  session?: Session | undefined
}

/**
 * Makes a plan real: lock, read again, plan, load, run, persist. `rows` are the version rows that the check read. When
 * another runner moved the rows in the meantime it plans again, at most three times. Throws `MigrationFailedError`,
 * `DatabaseAheadError`, `concurrent-upgrade` and what the adapter throws.
 */
export async function run(
  adapter: Adapter,
  set: MigrationSet,
  graph: SetGraph,
  planner: Planner,
  options: RunOptions,
  rows: readonly string[] | undefined,
): Promise<RunResult> {
  const committed: RanStep[] = []
  const attempt: Attempt = { rows, committed }
  const work = async (): Promise<RunResult> => {
    if (adapter.lock) attempt.rows = await readRows(adapter, options)
    const { rows = [] } = attempt
    const from = (attempt.from ??= rows)
    const plan = await planner(graph, rows)
    const { to } = plan
    if (!plan.steps[0]) return { from, to: rows, steps: committed }
    const session = rows[0]
      ? beginSession(rows, await loadPlan(set, graph, plan, options), options, committed)
      : await (await import('./first-run.js')).beginFirst(adapter, set, graph, plan, options, attempt)
    attempt.session = session
    if (!session.ran[0]) await execute(adapter, session)
    attempt.session = undefined
    await adapter.persist?.({ from, to })
    return { from, to, steps: [...committed, ...session.ran] }
  }
  const once = (): Promise<RunResult> =>
    (adapter.lock ? adapter.lock(work) : work()).catch(async (error) => {
      const { recover } = await import('./failure.js').catch(() => {
        // Without the chunk that tells it better, the database's own words are what there is.
        throw error
      })
      return recover(adapter, options, attempt, error, once)
    })
  return once()
}

const execute = async (adapter: Adapter, session: Session): Promise<void> =>
  adapter.atomic === 'batch' || adapter.engine === 'postgresql' || session.plan.runOther || session.options.transaction
    ? (await import('./run-otherwise.js')).runOtherwise(adapter, session)
    : runTransaction(adapter, session)
