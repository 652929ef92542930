import type { Adapter } from '../adapter.js'
import type { VersionTableOptions } from '../runner/version-table.js'
import type { WriteHook } from '../scripts/run-hooks.js'

/** What a configuration, or one of its environments, says. Relative paths start at the configuration's file. */
export interface Settings extends VersionTableOptions {
  /** The script directory. */
  readonly script?: string
  /** The folders of the revisions, relative to the script directory: `['versions']` when not given. */
  readonly versions?: readonly string[]
  /** Whether folders in those folders are searched too. */
  readonly recursive?: boolean
  /** The database: `sqlite:notes.db`, `sqlite::memory:`, `postgresql://…`, `pglite:folder`, `d1:NAME`. */
  readonly url?: string
  /** The database, as an adapter, or what makes one; before `url`. */
  readonly adapter?: Adapter | (() => Adapter | Promise<Adapter>)
  /** Several databases, for an `env.ts` that runs each. */
  readonly databases?: Readonly<Record<string, { readonly url: string }>>
  /** How files of new revisions are named: `%(rev)s_%(slug)s` when not given. */
  readonly fileTemplate?: string
  /** The time zone of dates in new revisions, an IANA name: the machine's own when not given. */
  readonly timezone?: string
  /** The longest slug in a file's name: 40 when not given. */
  readonly truncateSlugLength?: number
  /** What is done with the file of a new revision. */
  readonly hooks?: readonly WriteHook[]
}

/** A configuration. */
export interface Config extends Settings {
  /** What `-n NAME` puts in the place of the settings above. */
  readonly environments?: Readonly<Record<string, Settings>>
}

/** What a configuration that is a function is handed. */
export interface ConfigContext {
  /** The variables of the process. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A configuration, or what makes one. */
export type ConfigSource = Config | ((context: ConfigContext) => Config | Promise<Config>)

/** A configuration, checked by the compiler: the default export of `limbeck.config.ts`. */
export const defineConfig = <Source extends ConfigSource>(config: Source): Source => config

/** A database for a command to work on; what is not given is as configured. */
export interface EnvRun extends VersionTableOptions {
  readonly url?: string | undefined
  readonly adapter?: Adapter | undefined
  /** Of several databases: its revisions are the functions `upgrade_NAME` and `downgrade_NAME`. */
  readonly name?: string | undefined
}

/** What `env.ts` is handed. */
export interface EnvContext {
  /** The `-x` arguments: `-x key=value`, or `-x key`, whose value is empty. */
  readonly x: Readonly<Record<string, string>>
  /** The `--tag` argument. */
  readonly tag: string | undefined
  /** The settings in force. */
  readonly config: Settings
  /** Whether SQL is written instead of run. */
  readonly offline: boolean
  /** The database that a program handed in. */
  readonly connection: Adapter | undefined
  /** Does what the command is to do on a database; once for each. */
  run(database?: EnvRun): Promise<void>
}

/** What `env.ts` exports by default. */
export type Env = (context: EnvContext) => void | Promise<void>

/** An environment, checked by the compiler: the default export of `env.ts`. */
export const defineEnv = (env: Env): Env => env
