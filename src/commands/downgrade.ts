import { downgrade as run } from '../runner/downgrade.js'
import type { RunResult } from '../runner/run.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import { refuseRange } from './refuse-range.js'
import { runOn } from './run-on.js'
import type { RunReport } from './run-report.js'
import type { OnDatabase } from './through-env.js'

/** Takes back everything above a target, in each database. Throws as the runner's `downgrade`. */
export async function downgrade(
  project: Project,
  target: string,
  report: RunReport = {},
): Promise<readonly (RunResult & OnDatabase)[]> {
  refuseRange(target)
  return eachDatabase(project, (on) =>
    runOn(on, report, (adapter, options) => run(adapter, on.migrations, target, options)),
  )
}
