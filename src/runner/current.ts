import type { Adapter } from '../adapter.js'
import { inFlight } from './in-flight.js'
import { readRows } from './version-table.js'

/** The version rows of a database: none when no revision has run. Waits for a run that is in flight. */
export const current = (adapter: Adapter): Promise<readonly string[]> =>
  inFlight(adapter, 'current', undefined, async () => [...((await readRows(adapter)) ?? [])].sort())
