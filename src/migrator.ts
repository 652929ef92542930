import type { Adapter } from './adapter.js'
import type { Target } from './graph/resolve.js'
import type { Plan } from './graph/revision.js'
import { atHead, openSet } from './runner/check.js'
import { current } from './runner/current.js'
import { inFlight } from './runner/in-flight.js'
import type { MigrationSet, Migrations } from './runner/migration-set.js'
import type { PlanOptions } from './runner/other-verbs.js'
import type { RunResult } from './runner/run.js'
import type { RunOptions } from './runner/run-options.js'
import { readRows } from './runner/version-table.js'

/** The verbs, bound to a database and its migrations. */
export interface Migrator {
  upgrade(target?: Target, options?: RunOptions): Promise<RunResult>
  downgrade(target: Target, options?: RunOptions): Promise<RunResult>
  /** The version rows. */
  current(): Promise<readonly string[]>
  /** What `upgrade`, or `downgrade`, would do now. */
  plan(target?: Target, options?: PlanOptions): Promise<Plan>
}

/**
 * Binds the verbs to a database and its migrations. It does nothing by itself. An `upgrade` that finds the database at
 * head has cost one SELECT; everything else is loaded when it is needed.
 */
export function migrator(adapter: Adapter, migrations: Migrations): Migrator {
  const bound = <T>(key: string, work: (set: MigrationSet) => Promise<T>) =>
    inFlight(adapter, key, migrations, async () => work(await openSet(migrations, adapter.engine)))
  return {
    upgrade: (target = 'head', options = {}) =>
      bound(`upgrade ${target}`, async (set) => {
        const rows = await readRows(adapter)
        return (
          atHead(adapter, set, target, rows) ??
          (await import('./runner/verbs.js')).runUpgrade(adapter, set, target, options, rows)
        )
      }),
    downgrade: (target, options = {}) =>
      bound(`downgrade ${target}`, async (set) => (await others()).runDowngrade(adapter, set, target, options)),
    current: () => current(adapter),
    plan: (target = 'head', options = {}) =>
      bound(`plan ${options.direction} ${target}`, async (set) =>
        (await others()).makePlan(adapter, set, target, options),
      ),
  }
}

const others = async () => (await import('./runner/verbs.js')).otherVerbs()
