import type { Adapter } from '../adapter.js'
import type { RevisionInfo } from '../graph/describe.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { type HeadsOptions, heads as verb } from './read-graph.js'

/** The revisions that nothing follows; with `resolveDependencies` those that a database at `heads` has as rows. */
export const heads = (
  adapter: Adapter,
  migrations: Migrations,
  options: HeadsOptions = {},
): Promise<readonly RevisionInfo[]> =>
  inFlight(adapter, `heads ${options.resolveDependencies}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), options),
  )
