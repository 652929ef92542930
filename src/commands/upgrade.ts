import type { RunResult } from '../runner/run.js'
import { upgrade as run } from '../runner/upgrade.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import { refuseRange } from './refuse-range.js'
import { runOn } from './run-on.js'
import type { RunReport } from './run-report.js'
import type { OnDatabase } from './through-env.js'

/** Brings each database to a target; nothing where it is there. Throws as the runner's `upgrade`. */
export async function upgrade(
  project: Project,
  target: string,
  report: RunReport = {},
): Promise<readonly (RunResult & OnDatabase)[]> {
  refuseRange(target)
  return eachDatabase(project, (on) =>
    runOn(on, report, (adapter, options) => run(adapter, on.migrations, target, options)),
  )
}
