import type { Adapter } from '../adapter.js'
import type { LazyRevision } from '../runner/migration-set.js'
import type { VersionTableOptions } from '../runner/version-table.js'
import { lazyRevisions } from '../scripts/load-migrations.js'
import type { ScriptDirectory } from '../scripts/script-directory.js'
import type { EnvRun, OnVersionApply } from './config.js'
import { explainDatabaseError } from './database/explain-error.js'
import { type OpenDatabase, type OpenOptions, openDatabase } from './database/open-database.js'
import type { Project } from './project.js'
import { noDatabase, type OnDatabase, onDatabase, tableOf, throughEnv } from './through-env.js'

/** A database that a command works on. */
export interface Database extends OnDatabase {
  readonly adapter: Adapter
  readonly scripts: ScriptDirectory
  readonly migrations: readonly LazyRevision[]
  /** Where its version rows are. */
  readonly table: VersionTableOptions
  readonly onVersionApply: OnVersionApply | undefined
  /** What env.ts said of it. */
  readonly given: EnvRun
}

/**
 * Does the work of a command on the project's database, or on each that `env.ts` runs. Throws what the work throws,
 * `invalid-configuration` when no database is named, and what `openDatabase` throws.
 */
export async function eachDatabase<T extends object>(
  project: Project,
  work: (database: Database) => Promise<T>,
  options: OpenOptions = {},
): Promise<readonly (T & OnDatabase)[]> {
  const results: (T & OnDatabase)[] = []
  await throughEnv(project, false, async (given) => {
    const scripts = project.scripts()
    const on = onDatabase(project, given)
    let opened: OpenDatabase | undefined
    try {
      opened = await open(project, given, { ...options, onWait: waitingAt(project, on) })
      const migrations = lazyRevisions(scripts.revisions, given.name)
      const { onVersionApply = project.settings.onVersionApply } = given
      const { adapter } = opened
      results.push({
        ...on,
        ...(await work({ ...on, adapter, scripts, migrations, table: tableOf(project, given), onVersionApply, given })),
      })
    } catch (error) {
      throw explainDatabaseError(error, on.database)
    } finally {
      await opened?.close()
    }
  })
  return results
}

/** Whom the project tells that a database is waited for. */
const waitingAt = ({ onWait }: Project, on: OnDatabase): OpenOptions['onWait'] =>
  onWait && ((waiting) => onWait({ ...waiting, ...on }))

async function open(project: Project, given: EnvRun, options: OpenOptions): Promise<OpenDatabase> {
  const { settings, connection, folder, variables } = project
  const { adapter, url = settings.url } = given
  const own = () => (typeof settings.adapter === 'function' ? settings.adapter() : settings.adapter)
  // What env.ts names goes before what the configuration has.
  const made = adapter ?? (given.url === undefined ? (connection ?? (await own())) : undefined)
  if (made) return { adapter: made, close: () => undefined }
  if (url !== undefined) return openDatabase(url, folder, { variables, ...options })
  throw noDatabase(project)
}
