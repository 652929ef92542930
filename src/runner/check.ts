import type { Adapter } from '../adapter.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { type CheckResult, check as verb } from './read-graph.js'
import type { VersionTableOptions } from './version-table.js'

/** Compares the database with the migrations: is everything applied, what is missing, what is unknown here. Nothing is written. */
export const check = (
  adapter: Adapter,
  migrations: Migrations,
  options: VersionTableOptions = {},
): Promise<CheckResult> =>
  inFlight(adapter, `check${JSON.stringify([options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), options),
  )
