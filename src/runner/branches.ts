import type { Adapter } from '../adapter.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { type Branches, branches as verb } from './read-graph.js'

/** The revisions that several others follow, with those. */
export const branches = (adapter: Adapter, migrations: Migrations): Promise<readonly Branches[]> =>
  inFlight(adapter, 'branches', migrations, async () => verb(adapter, await openSet(migrations, adapter)))
