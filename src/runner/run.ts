import type { Adapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import type { Graph, Plan } from '../graph/revision.js'
import { runTransaction } from './in-transaction.js'
import { type LoadedPlan, loadSteps } from './load-steps.js'
import type { MigrationSet } from './migration-set.js'
import type { RunOptions } from './run-options.js'
import { beginSession, type RanStep } from './session.js'
import { readRows, sameRows } from './version-table.js'

/** What a run did: nothing, when `steps` is empty. */
export interface RunResult {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly steps: readonly RanStep[]
}

/** Makes a plan from the version rows of a database. */
export type Planner = (graph: Graph, rows: readonly string[]) => Plan | Promise<Plan>

type Rows = readonly string[] | undefined

const attempts = 3

/**
 * Makes a plan real: lock, read again, plan, load, run, persist. `seen` are the version rows that the check read. When
 * another runner moved the rows in the meantime it plans again, at most three times. Throws `MigrationFailedError`,
 * `DatabaseAheadError`, `concurrent-upgrade` and what the adapter throws.
 */
export async function run(
  adapter: Adapter,
  set: MigrationSet,
  planner: Planner,
  options: RunOptions,
  seen: Rows,
): Promise<RunResult> {
  const graph = await set.graph()
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const work = async (): Promise<RunResult | undefined> => {
      const rows = adapter.lock || attempt > 1 ? await readRows(adapter) : seen
      const plan = await planner(graph, rows ?? [])
      const { from, to } = plan
      if (!plan.steps[0]) return { from, to: from, steps: [] }
      const loaded = await loadSteps(set, graph, plan, options)
      const steps = await execute(adapter, loaded, rows, options)
      if (!steps) return undefined
      await adapter.persist?.({ from, to })
      return { from, to, steps }
    }
    try {
      const result = await (adapter.lock ? adapter.lock(work) : work())
      if (result) return result
    } catch (error) {
      const { code } = error as LimbeckError
      if (code === 'database-ahead' && options.onAhead === 'ignore')
        return { from: seen ?? [], to: seen ?? [], steps: [] }
      // Another tab saved the store while this one worked on it; the adapter holds the newer one now.
      if (code !== 'stale-store' || attempt === attempts) throw error
    }
  }
  throw new LimbeckError('concurrent-upgrade', 'Other runners move the rows.')
}

/** Runs loaded steps; undefined when another runner moved the rows, so that what is left is to be planned again. */
async function execute(
  adapter: Adapter,
  plan: LoadedPlan,
  rows: Rows,
  options: RunOptions,
): Promise<readonly RanStep[] | undefined> {
  const session = beginSession(rows, plan, options)
  try {
    if (adapter.atomic === 'transaction' && adapter.engine !== 'postgresql') await runTransaction(adapter, session)
    else await (await import('./run-remote.js')).runRemote(adapter, session)
    return session.ran
  } catch (error) {
    const now = await readRows(adapter).then(
      (found) => found ?? [],
      // Nothing can be read any more: then what was last committed is all there is to tell.
      () => session.rows,
    )
    if (!sameRows(now, session.rows) && (adapter.atomic === 'batch' || !session.ran[0])) return undefined
    // Without the chunk that tells it better, the database's own words are what there is.
    throw await import('./failure.js').then(
      ({ failure }) => failure(error, session),
      () => error,
    )
  }
}
