import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import type { RunResult } from './run.js'
import { type StampOptions, stamp as verb } from './run-stamp.js'

/** Writes into the version table that the database is at `target`, and runs nothing. Each revision takes the place of
 * the rows on its lineage; `purge` forgets all rows first. Throws as `upgrade` does, and the errors of symbols. */
export const stamp = (
  adapter: Adapter,
  migrations: Migrations,
  target: Target,
  options: StampOptions = {},
): Promise<RunResult> =>
  inFlight(adapter, `stamp${JSON.stringify([target, options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), target, options),
  )
