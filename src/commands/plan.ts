import type { DetailedPlan, PlanOptions } from '../runner/other-verbs.js'

export type { Copies } from '../runner/plan-copies.js'

import { plan as run } from '../runner/plan.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import type { OnDatabase } from './through-env.js'

/** What an upgrade, or a downgrade, would do in each database, without doing it. */
export const plan = (
  project: Project,
  target = 'head',
  options: PlanOptions = {},
): Promise<readonly (DetailedPlan & OnDatabase)[]> =>
  eachDatabase(
    project,
    ({ adapter, migrations, table }) => run(adapter, migrations, target, { ...options, ...table }),
    { readOnly: true },
  )
