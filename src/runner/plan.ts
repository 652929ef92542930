import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import type { Plan } from '../graph/revision.js'
import { openSet } from './check.js'
import { inFlight } from './in-flight.js'
import type { Migrations } from './migration-set.js'
import { makePlan, type PlanOptions } from './other-verbs.js'

/** What `upgrade`, or `downgrade`, would do now. Nothing is written. Throws as they do. */
export const plan = (
  adapter: Adapter,
  migrations: Migrations,
  target: Target = 'head',
  options: PlanOptions = {},
): Promise<Plan> =>
  inFlight(adapter, `plan ${options.direction} ${target}`, migrations, async () =>
    makePlan(adapter, await openSet(migrations, adapter.engine), target, options),
  )
