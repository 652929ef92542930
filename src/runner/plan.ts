import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import { openSet } from './at-head.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { type DetailedPlan, type PlanOptions, plan as verb } from './other-verbs.js'

/** What `upgrade`, or `downgrade`, would do now. Nothing is written. Throws as they do. */
export const plan = (
  adapter: Adapter,
  migrations: Migrations,
  target: Target = 'head',
  options: PlanOptions = {},
): Promise<DetailedPlan> =>
  inFlight(adapter, `plan${JSON.stringify([target, options])}`, migrations, async () =>
    verb(adapter, await openSet(migrations, adapter), target, options),
  )
