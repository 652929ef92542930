import type { Adapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import type { LazyRevision } from '../runner/migration-set.js'
import { lazyRevisions } from '../scripts/load-migrations.js'
import { loadModule } from '../scripts/load-module.js'
import type { ScriptDirectory } from '../scripts/script-directory.js'
import type { Env, EnvRun } from './config.js'
import { hidePassword } from './database/database-url.js'
import { explainDatabaseError } from './database/explain-error.js'
import { type OpenDatabase, openDatabase } from './database/open-database.js'
import type { Project } from './project.js'

/** A database that a command works on. */
export interface Database {
  readonly adapter: Adapter
  /** For people: its address without the password. */
  readonly database: string
  /** Its name, where `env.ts` gave one. */
  readonly name: string | undefined
  readonly scripts: ScriptDirectory
  readonly migrations: readonly LazyRevision[]
}

/** What a command did on one database. */
export interface OnDatabase {
  /** Its address, without the password. */
  readonly database: string
  /** Its name, where `env.ts` gave one. */
  readonly name?: string
}

/** How databases are opened. */
export interface EachOptions {
  /** The command writes nothing: a file that is not there is not made. */
  readonly readOnly?: boolean
}

/**
 * Does the work of a command on the project's database, or on each that `env.ts` runs, in their order. Throws what the
 * work throws, `invalid-configuration` when no database is named, and what `openDatabase` throws.
 */
export async function eachDatabase<T extends object>(
  project: Project,
  work: (database: Database) => Promise<T>,
  options: EachOptions = {},
): Promise<readonly (T & OnDatabase)[]> {
  const results: (T & OnDatabase)[] = []
  const run = async (given: EnvRun = {}) => {
    const scripts = project.scripts()
    const database = nameOf(project, given)
    let opened: OpenDatabase | undefined
    try {
      opened = await open(project, given, options)
      const { adapter } = opened
      const migrations = lazyRevisions(scripts.revisions, given.name)
      const done = await work({ adapter, database, name: given.name, scripts, migrations })
      results.push({ database, ...(given.name !== undefined && { name: given.name }), ...done })
    } catch (error) {
      throw explainDatabaseError(error, database)
    } finally {
      await opened?.close()
    }
  }
  const file = project.env()
  if (!file) await run()
  else await runEnv(project, file, run, () => results.length)
  return results
}

async function runEnv(project: Project, file: string, run: (given?: EnvRun) => Promise<void>, count: () => number) {
  const { default: env } = (await loadModule(file)) as { default?: Env }
  const refuse = (what: string) => new LimbeckError('invalid-configuration', `${file}: ${what}.`)
  if (typeof env !== 'function')
    throw refuse('it has no default export: export default defineEnv(async ({ run }) => …)')
  const { x, tag, settings: config, connection } = project
  await env({ x, tag, config, offline: false, connection, run })
  if (count() === 0) throw refuse("it ended before any 'run' had: await run()")
}

/** What a database is called for people. */
function nameOf({ settings, connection }: Project, { adapter, url = settings.url }: EnvRun): string {
  if (url !== undefined) return hidePassword(url)
  return (adapter ?? connection)?.name ?? 'the database'
}

async function open(
  { settings, connection, folder, file }: Project,
  given: EnvRun,
  options: EachOptions,
): Promise<OpenDatabase> {
  const { adapter, url = settings.url } = given
  const own = () => (typeof settings.adapter === 'function' ? settings.adapter() : settings.adapter)
  // What env.ts names goes before what the configuration has.
  const made = adapter ?? (given.url === undefined ? (connection ?? (await own())) : undefined)
  if (made) return { adapter: made, close: () => undefined }
  if (url !== undefined) return openDatabase(url, folder, options)
  const message = `${file ?? 'The settings'}: no database is named: add url: 'sqlite:app.db', or set LIMBECK_URL.`
  throw new LimbeckError('invalid-configuration', message)
}
