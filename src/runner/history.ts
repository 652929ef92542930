import type { Adapter } from '../adapter.js'
import type { RevisionInfo } from '../graph/describe.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { history as verb } from './read-graph.js'
import type { VersionTableOptions } from './version-table.js'

/** The revisions of a range, newest first, both ends included: `a:b`, `:b`, `a:`; `current` is where the database stands. Throws
 * `invalid-range`, `unreachable-revision` and the errors of symbols. */
export const history = (
  adapter: Adapter,
  migrations: Migrations,
  range = ':',
  options: VersionTableOptions = {},
): Promise<readonly RevisionInfo[]> =>
  inFlight(adapter, `history${JSON.stringify([range, options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), range, options),
  )
