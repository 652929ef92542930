import { join } from 'node:path'
import { distil } from '../commands/compile.js'
import { openProject, type Project } from '../commands/project.js'
import { configurationParts, type ProjectParts, projectParts } from '../commands/project-parts.js'
import { type EmitOptions, type EmittedModule, emit, type ReleasedChange } from '../compile/index.js'
import { changedRelease } from '../compile/match-released.js'
import { LimbeckError } from '../errors.js'
import type { DatabaseOptions, LimbeckOptions } from './options.js'
import { type Report, reportOf } from './report-of.js'

/** The migrations of one database, compiled. */
export interface Compiled {
  emit(options: Omit<EmitOptions, 'programPath'>): readonly EmittedModule[]
  readonly report: Report
}

/** What a build says of itself. */
export interface Build {
  /** What paths are relative to. */
  readonly root: string
  /** Whether sources that are no longer what was released are refused; else there is a warning. */
  readonly production: boolean
}

/**
 * Compiles the migrations of a project, or of one of its databases; `onParts` is told what they are made of, before anything
 * of it can be wrong. Throws as `openProject`, `readScripts` and `compile`,
 * and `invalid-argument` for a database that there is not.
 */
export async function compileDatabase(
  options: LimbeckOptions,
  database: string | undefined,
  { root, production }: Build,
  onParts: (parts: ProjectParts) => void,
): Promise<Compiled> {
  const { databases = {}, config, chunks: _, ...shared } = options
  if (database !== undefined && !Object.hasOwn(databases, database)) throw noDatabase(database, Object.keys(databases))
  const own = database === undefined ? {} : databases[database]
  onParts(configurationParts(root, config))
  const project = await open({ ...shared, ...own }, root, config)
  onParts(projectParts(project))
  const scripts = project.scripts()
  const warnings: string[] = []
  const onReleasedChange = (change: ReleasedChange) => warnings.push(changedRelease(change).message)
  const distilled = await distil(project, scripts, {
    name: own?.script === undefined ? database : undefined,
    ...(!production && { onReleasedChange }),
  })
  if (scripts.revisions.length === 0) warnings.push(`There are no revisions in ${scripts.locations.join(', ')}.`)
  const { lines, warnings: more } = reportOf(distilled, database)
  return {
    emit: (form) => emit(distilled, { ...form, programPath: (file) => join(scripts.directory, file) }),
    report: { lines, warnings: [...warnings, ...more] },
  }
}

/** The project as its configuration says. One without has its migrations in `migrations`; one without a database, SQLite. */
async function open(options: DatabaseOptions, root: string, config: string | undefined): Promise<Project> {
  const { engine, sqliteVersion, ...scripts } = options
  const given = { cwd: root, ...(config !== undefined && { config }) }
  const opened = await openProject({ ...given, settings: scripts }).catch((error: unknown) => {
    const isMissing = error instanceof LimbeckError && error.code === 'no-configuration'
    if (config !== undefined || !isMissing) throw error
    return openProject({ ...given, settings: { script: 'migrations', ...scripts } })
  })
  const { settings } = opened
  const isNamed = settings.url !== undefined || settings.adapter !== undefined
  const compile = {
    ...(!isNamed && { engine: 'sqlite' as const }),
    ...settings.compile,
    ...(engine && { engine }),
    ...(sqliteVersion && { sqliteVersion }),
  }
  return { ...opened, settings: { ...settings, compile } }
}

function noDatabase(name: string, names: readonly string[]): LimbeckError {
  const known = names.length > 0 ? `there are ${names.join(', ')}` : 'none are named'
  const message = `'limbeck/migrations/${name}' is no database of the plugin's option 'databases': ${known}.`
  return new LimbeckError('invalid-argument', message)
}
