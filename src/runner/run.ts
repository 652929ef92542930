import type { Adapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import type { Direction, Graph, Plan } from '../graph/revision.js'
import { type JournalOptions, openBooks } from './books.js'
import { failure } from './failure.js'
import { runTransaction } from './in-transaction.js'
import { type LoadedPlan, loadSteps } from './load-steps.js'
import type { MigrationSet } from './migration-set.js'
import type { RanStep, Session } from './session.js'
import { readRows, sameRows } from './version-table.js'

/** Told before each step of a run; the run waits for what it returns. */
export interface Progress {
  /** This step's place in the run, counted from 1. */
  readonly step: number
  /** How many steps the run has. */
  readonly of: number
  readonly revision: string
  readonly message: string
  readonly direction: Direction
  /** Whether everything before this step is committed. */
  readonly safePoint: boolean
}

/** Options of every verb that changes the database. */
export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void | Promise<void>
  readonly journal?: JournalOptions
}

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
      if (plan.steps.length === 0) return { from: plan.from, to: plan.from, steps: [] }
      const loaded = await loadSteps(set, graph, plan, adapter.engine, options.journal?.downgrades ?? 5)
      const ran = await execute(adapter, loaded, rows, options)
      if (!ran) return undefined
      await adapter.persist?.()
      return { from: plan.from, to: plan.to, steps: ran }
    }
    try {
      const result = await (adapter.lock ? adapter.lock(work) : work())
      if (result) return result
    } catch (error) {
      // Another tab saved the store while this one worked on it; the adapter holds the newer one now.
      if (!(error instanceof LimbeckError && error.code === 'stale-store') || attempt === attempts) throw error
    }
  }
  throw new LimbeckError('concurrent-upgrade', `Other runners moved the database ${attempts} times: try again later.`)
}

/** Runs loaded steps; undefined when other rows than `rows` were met, and nothing of this run was committed. */
async function execute(
  adapter: Adapter,
  plan: LoadedPlan,
  rows: Rows,
  options: RunOptions,
): Promise<readonly RanStep[] | undefined> {
  const session: Session = {
    books: openBooks(adapter.engine, rows, options.journal ?? {}),
    rows: rows ?? [],
    ran: [],
    committed: 0,
    step: undefined,
    done: 0,
    sent: [],
  }
  try {
    if (adapter.atomic === 'transaction') await runTransaction(adapter, plan, session, options)
    else await (await import('./in-batches.js')).runBatches(adapter, plan, session, options)
    return session.ran
  } catch (error) {
    const now = await readRows(adapter).catch(() => {
      throw error
    })
    if (!sameRows(now ?? [], session.rows)) return undefined
    throw failure(error, session)
  }
}
