import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { check as run } from '../runner/check.js'
import type { CheckResult } from '../runner/read-graph.js'
import { compareDatabases } from './autogenerate/compare-databases.js'
import { type DatabaseDifference, differ, type RenameOptions } from './autogenerate/differ.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import type { OnDatabase } from './through-env.js'

/** Options of `check`. */
export interface CheckOptions extends RenameOptions {
  /** No database is asked: what all revisions make is compared with the target. */
  readonly shadow?: boolean
}

/** How a database stands to the revisions, and to its target; the first is not known with `shadow`. */
export interface Checked extends Partial<CheckResult>, OnDatabase {
  /** Undefined where there is no target, or a revision is missing. */
  readonly difference?: DatabaseDifference
}

/**
 * Compares each database with the revisions: what it lacks, and what is unknown here; and, when all have every revision,
 * with its target, where there is one. Nothing is written. Throws as `compareDatabases`, and
 * `released-changed` where a revision says something else than was released.
 */
export async function check(project: Project, options: CheckOptions = {}): Promise<readonly Checked[]> {
  const { shadow = false, ...renames } = options
  if (existsSync(join(project.scripts().directory, 'released'))) {
    await (await import('./release.js')).checkReleased(project)
  }
  const checked = shadow
    ? []
    : await eachDatabase(project, ({ adapter, migrations, table }) => run(adapter, migrations, table), {
        readOnly: true,
      })
  if (checked.some(({ atHead }) => !atHead)) return checked
  const compared = await compareDatabases(project, { shadow, optional: !shadow })
  const differences = compared.map((one) => differ(one, renames))
  if (shadow) return differences.map((difference) => ({ ...placeOf(difference), difference }))
  return checked.map((one) => {
    const difference = differences.find(({ database, name }) => database === one.database && name === one.name)
    return { ...one, ...(difference && { difference }) }
  })
}

const placeOf = ({ database, name }: OnDatabase): OnDatabase => ({ database, ...(name !== undefined && { name }) })
