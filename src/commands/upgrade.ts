import type { RunResult } from '../runner/run.js'
import { upgrade as run } from '../runner/upgrade.js'
import { eachDatabase } from './each-database.js'
import { progressOf } from './progress-of.js'
import type { Project } from './project.js'
import { refuseRange } from './refuse-range.js'
import type { RunReport } from './run-report.js'
import type { OnDatabase } from './through-env.js'

/** Brings each database to a target; nothing where it is there. Throws as the runner's `upgrade`. */
export async function upgrade(
  project: Project,
  target: string,
  report: RunReport = {},
): Promise<readonly (RunResult & OnDatabase)[]> {
  refuseRange(target)
  return eachDatabase(project, (database) =>
    run(database.adapter, database.migrations, target, progressOf(database, report)),
  )
}
