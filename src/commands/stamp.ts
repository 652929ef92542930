import type { RunResult } from '../runner/run.js'
import { stamp as run } from '../runner/stamp.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import { refuseRange } from './refuse-range.js'
import { runOn } from './run-on.js'
import type { OnDatabase } from './through-env.js'

/** Options of `stamp`. */
export interface StampOptions {
  /** Forgets every version row first, also unknown ones. */
  readonly purge?: boolean
}

/** Writes that each database is at the targets, and runs nothing. Throws as the runner's `stamp`. */
export async function stamp(
  project: Project,
  targets: readonly string[],
  { purge = false }: StampOptions = {},
): Promise<readonly (RunResult & OnDatabase)[]> {
  targets.forEach(refuseRange)
  return eachDatabase(project, (on) =>
    runOn(on, {}, (adapter, options) => run(adapter, on.migrations, targets, { purge, ...options })),
  )
}
