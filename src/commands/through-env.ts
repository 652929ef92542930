import { LimbeckError } from '../errors.js'
import type { VersionTableOptions } from '../runner/version-table.js'
import { loadModule } from '../scripts/load-module.js'
import type { Env, EnvRun } from './config.js'
import { hidePassword } from './database/database-url.js'
import type { Project } from './project.js'

/**
 * Does something for the project's database or, where there is an `env.ts`, for each that this runs, in their order. Throws
 * `invalid-configuration` for an `env.ts` that exports no function, or runs none.
 */
export async function throughEnv(
  project: Project,
  offline: boolean,
  run: (given: EnvRun) => Promise<void>,
): Promise<void> {
  const file = project.env()
  if (!file) return run({})
  const { default: env } = (await loadModule(file)) as { default?: Env }
  const refuse = (what: string) => new LimbeckError('invalid-configuration', `${file}: ${what}.`)
  if (typeof env !== 'function') {
    throw refuse('it has no default export: export default defineEnv(async ({ run }) => …)')
  }
  let runs = 0
  let failed: unknown
  const counted = async (given: EnvRun = {}) => {
    runs++
    try {
      await run(given)
    } catch (error) {
      failed = error
      throw error
    }
  }
  const { x, tag, settings: config, connection } = project
  try {
    await env({ x, tag, config, offline, connection, run: counted })
  } catch (error) {
    if (error === failed || error instanceof LimbeckError) throw error
    throw new LimbeckError('invalid-configuration', `${file} failed: ${(error as Error)?.message ?? error}.`, error)
  }
  if (runs === 0) throw refuse("it ended before any 'run' had: await run()")
}

/** What a command did on one database. */
export interface OnDatabase {
  /** Its address, without the password. */
  readonly database: string
  /** Its name, where `env.ts` gave one. */
  readonly name?: string
}

/** What a database is called for people. */
export function onDatabase({ settings, connection }: Project, given: EnvRun): OnDatabase {
  const { adapter, url = settings.url, name } = given
  const database = url === undefined ? ((adapter ?? connection)?.name ?? 'the database') : hidePassword(url)
  return { database, ...(name !== undefined && { name }) }
}

/** Where the version rows of a database are. */
export function tableOf({ settings }: Project, given: EnvRun): VersionTableOptions {
  const { versionTable = settings.versionTable, versionTableSchema = settings.versionTableSchema } = given
  return { ...(versionTable && { versionTable }), ...(versionTableSchema && { versionTableSchema }) }
}

/** The error of a project that names no database. */
export const noDatabase = ({ file }: Project): LimbeckError =>
  new LimbeckError(
    'invalid-configuration',
    `${file ?? 'The settings'}: no database is named: add url: 'sqlite:app.db', or set LIMBECK_URL.`,
  )
