import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Adapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { readScripts, type ScriptDirectory } from '../scripts/script-directory.js'
import type { Settings } from './config.js'
import { findConfiguration } from './configuration/find-configuration.js'
import { loadConfiguration } from './configuration/load-configuration.js'
import type { Waiting } from './database/waiting.js'

/** What a command, or a program in its place, says of the project. */
export interface ProjectOptions {
  /** Where to look for a configuration: here when not given. */
  readonly cwd?: string
  /** The configuration's file; before `LIMBECK_CONFIG`. */
  readonly config?: string
  /** The environment, or the section of an INI file; before `LIMBECK_NAME`. */
  readonly name?: string
  /** Settings that go before the configuration's; with `script` among them none has to be there. */
  readonly settings?: Settings
  /** A database that is open already; before any that is configured. */
  readonly connection?: Adapter
  /** For `env.ts`: `key=value`, or `key`. */
  readonly x?: readonly string[]
  /** For `env.ts`. */
  readonly tag?: string
  /** The variables of the process, when they are to be others. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  /** Told, after a moment and now and then, when a command waits for somebody else's lock. */
  readonly onWait?: (wait: WaitingFor) => void
}

/** Somebody else holds what a command needs of a database. */
export interface WaitingFor extends Waiting {
  /** The database, without its password. */
  readonly database: string
  readonly name?: string
}

/** A project as its configuration says. */
export interface Project {
  readonly cwd: string
  /** The configuration; undefined when a program gave all settings. */
  readonly file: string | undefined
  /** What relative paths start at. */
  readonly folder: string
  readonly settings: Settings
  readonly connection: Adapter | undefined
  /** The variables of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly x: Readonly<Record<string, string>>
  readonly tag: string | undefined
  readonly onWait: ProjectOptions['onWait']
  /** The script directory, read once. Throws as `readScripts`, and `invalid-configuration` when none is named. */
  scripts(): ScriptDirectory
  /** The file of the environment, `env.ts` in the script directory, if there is one. */
  env(): string | undefined
}

/**
 * Reads a project's configuration: options first, then `LIMBECK_URL` and `LIMBECK_SCRIPT`, the named environment, the
 * configuration. Throws `no-configuration`, `invalid-configuration`.
 */
export async function openProject(options: ProjectOptions = {}): Promise<Project> {
  const cwd = resolve(options.cwd ?? '.')
  const variables = options.variables ?? process.env
  const named = options.config ?? (variables.LIMBECK_CONFIG || undefined)
  const given = { ...fromVariables(variables, cwd), ...options.settings }
  const file = named === undefined && given.script !== undefined ? undefined : findConfiguration(cwd, named)
  const name = options.name ?? (variables.LIMBECK_NAME || undefined)
  const configured = file === undefined ? {} : await loadConfiguration(file, name, variables)
  const settings = { ...configured, ...given }
  const folder = file === undefined ? cwd : dirname(file)
  const directory = () => {
    if (settings.script !== undefined) return resolve(folder, settings.script)
    const message = `${file}: 'script' is missing: name the script directory, as in script: 'migrations'.`
    throw new LimbeckError('invalid-configuration', message)
  }
  let scripts: ScriptDirectory | undefined
  return {
    cwd,
    file,
    folder,
    settings,
    connection: options.connection,
    variables,
    x: Object.fromEntries((options.x ?? []).map(keyAndValue)),
    tag: options.tag,
    onWait: options.onWait,
    scripts: () => (scripts ??= readScripts(directory(), scriptOptions(settings, folder))),
    env: () => ['env.ts', 'env.mts', 'env.js', 'env.mjs'].map((one) => join(directory(), one)).find(existsSync),
  }
}

/** What the variables of the process set; paths and files are relative to where the command runs. */
function fromVariables(variables: NonNullable<ProjectOptions['variables']>, cwd: string): Settings {
  const { LIMBECK_URL: url, LIMBECK_SCRIPT: script } = variables
  return { ...(url && { url }), ...(script && { script: resolve(cwd, script) }) }
}

/** How a project's script directory is read. */
export const scriptOptions = ({ versions, recursive, fileTemplate }: Settings, folder: string) => ({
  ...(versions && { versions: versions.map((path) => resolve(folder, path)) }),
  recursive: recursive ?? fileTemplate?.includes('/') ?? false,
})

function keyAndValue(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
