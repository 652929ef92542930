import type { Adapter } from '../adapter.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { current as verb } from './read-graph.js'
import type { VersionTableOptions } from './version-table.js'

/** Where a database stands on every branch: of its version rows and all that they imply, those that nothing applied
 * follows. None when no revision has run. Waits for a run that is in flight. Throws `DatabaseAheadError`. */
export const current = (
  adapter: Adapter,
  migrations: Migrations,
  options: VersionTableOptions = {},
): Promise<readonly string[]> =>
  inFlight(adapter, `current${JSON.stringify([options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), options),
  )
