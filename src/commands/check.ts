import { check as run } from '../runner/check.js'
import type { CheckResult } from '../runner/read-graph.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import type { OnDatabase } from './through-env.js'

/** Compares each database with the revisions: what it lacks, and what is unknown here. Nothing is written. */
export const check = (project: Project): Promise<readonly (CheckResult & OnDatabase)[]> =>
  eachDatabase(project, ({ adapter, migrations, table }) => run(adapter, migrations, table), { readOnly: true })
