import type { Adapter } from '../adapter.js'
import type { RevisionInfo } from '../graph/describe.js'
import type { Target } from '../graph/resolve.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { show as verb } from './read-graph.js'
import type { VersionTableOptions } from './version-table.js'

/** The revisions that a symbol names; `current` is where the database stands. Throws the errors of symbols. */
export const show = (
  adapter: Adapter,
  migrations: Migrations,
  target: Target,
  options: VersionTableOptions = {},
): Promise<readonly RevisionInfo[]> =>
  inFlight(adapter, `show${JSON.stringify([target, options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), target, options),
  )
