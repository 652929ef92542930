import { downgrade as run } from '../runner/downgrade.js'
import type { RunResult } from '../runner/run.js'
import { eachDatabase } from './each-database.js'
import { progressOf } from './progress-of.js'
import type { Project } from './project.js'
import { refuseRange } from './refuse-range.js'
import type { RunReport } from './run-report.js'
import type { OnDatabase } from './through-env.js'

/** Takes back everything above a target, in each database. Throws as the runner's `downgrade`. */
export async function downgrade(
  project: Project,
  target: string,
  report: RunReport = {},
): Promise<readonly (RunResult & OnDatabase)[]> {
  refuseRange(target)
  return eachDatabase(project, (database) =>
    run(database.adapter, database.migrations, target, progressOf(database, report)),
  )
}
