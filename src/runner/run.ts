import type { Adapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import type { Graph, Plan } from '../graph/revision.js'
import { runTransaction } from './in-transaction.js'
import { loadSteps } from './load-steps.js'
import type { MigrationSet } from './migration-set.js'
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
  let rows = seen
  /** Where the run began, and what it committed before another runner moved the rows. */
  let from: readonly string[] = []
  const committed: RanStep[] = []
  const nothingMore = (): RunResult => ({ from, to: rows ?? [], steps: committed })
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const work = async (): Promise<RunResult | undefined> => {
      if (adapter.lock || attempt > 1) rows = await readRows(adapter, options)
      if (!committed[0]) from = rows ?? []
      const plan = await planner(graph, rows ?? [])
      if (!plan.steps[0]) return nothingMore()
      const session = beginSession(rows, await loadSteps(set, graph, plan, options), options, committed)
      if (!(await execute(adapter, session))) return undefined
      const { to } = plan
      await adapter.persist?.({ from, to })
      return { from, to, steps: [...committed, ...session.ran] }
    }
    try {
      const result = await (adapter.lock ? adapter.lock(work) : work())
      if (result) return result
    } catch (error) {
      const { code } = error as LimbeckError
      if (code === 'database-ahead' && options.onAhead === 'ignore') return nothingMore()
      // Another tab saved the store while this one worked on it; the adapter holds the newer one now.
      if (code !== 'stale-store' || attempt === attempts) throw error
    }
  }
  throw new LimbeckError('concurrent-upgrade', 'Other runners move the rows.')
}

/** Runs loaded steps; false when another runner moved the rows, so that what is left is to be planned again. */
async function execute(adapter: Adapter, session: Session): Promise<boolean> {
  try {
    const otherwise = adapter.engine === 'postgresql' || session.plan.runProgram || session.options.transaction
    if (adapter.atomic === 'transaction' && !otherwise) await runTransaction(adapter, session)
    else await (await import('./run-otherwise.js')).runOtherwise(adapter, session)
    return true
  } catch (error) {
    // Without the chunk that tells it better, the database's own words are what there is.
    return import('./failure.js').then(
      ({ explain }) => explain(adapter, session, error),
      () => {
        throw error
      },
    )
  }
}
