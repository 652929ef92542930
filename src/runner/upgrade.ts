import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import { atHead, openSet } from './at-head.js'
import { graphOf } from './graph-of.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import type { RunResult } from './run.js'
import type { RunOptions } from './run-options.js'
import { upgrade as run } from './verbs.js'
import { readRows } from './version-table.js'

/**
 * Brings the database to `target`, and does nothing when it is there. One transaction holds the whole run: on failure
 * the database is as before. Throws `MigrationFailedError`, `DatabaseAheadError`, `concurrent-upgrade`, and what the
 * adapter throws.
 */
export const upgrade = (
  adapter: Adapter,
  migrations: Migrations,
  target: Target = 'head',
  options: RunOptions = {},
): Promise<RunResult> =>
  inFlight(adapter, JSON.stringify([target, options]), migrations, async () => {
    const set = await openSet(migrations, adapter)
    const rows = await readRows(adapter, options)
    return atHead(adapter, set, target, rows) ?? run(adapter, set, await graphOf(set), target, options, rows)
  })
