import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { downgrade as verb } from './other-verbs.js'
import type { RunResult } from './run.js'
import type { RunOptions } from './run-options.js'

/** Takes back everything above `target`, and whatever needs it. Throws as `upgrade` does, and `unreachable-revision`. */
export const downgrade = (
  adapter: Adapter,
  migrations: Migrations,
  target: Target,
  options: RunOptions = {},
): Promise<RunResult> =>
  inFlight(adapter, `downgrade${JSON.stringify([target, options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), target, options),
  )
