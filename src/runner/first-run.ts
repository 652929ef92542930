import type { Adapter } from '../adapter.js'
import type { Plan } from '../graph/revision.js'
import { createVersionTable } from './create-version-table.js'
import { type LoadedPlan, loadPlan } from './load-steps.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import type { Attempt } from './run.js'
import { mayUseBaseline, runBaseline } from './run-baseline.js'
import type { RunOptions } from './run-options.js'
import { beginSession, type Session } from './session.js'
import { nameOf } from './version-table.js'

/**
 * Begins where no revision is applied: our tables may have to be made, and a baseline may stand in for all revisions: then
 * something ran already in the session.
 */
export async function beginFirst(
  adapter: Adapter,
  set: MigrationSet,
  graph: SetGraph,
  plan: Plan,
  options: RunOptions,
  attempt: Attempt,
): Promise<Session> {
  const made = attempt.rows ? [] : [createVersionTable(nameOf(options))]
  const begin = (steps: LoadedPlan) => beginSession([], steps, options, attempt.committed, made)
  if (mayUseBaseline(adapter, set, plan)) {
    attempt.session = begin({ ...plan, steps: [] })
    const load = (again?: true) => (set.baseline as NonNullable<typeof set.baseline>)(again)
    if (await runBaseline(adapter, set, load, graph, plan, attempt.session)) return attempt.session
  }
  return begin(await loadPlan(set, graph, plan, options))
}
