import type { Adapter, Engine, Queryable } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import type { VersionTableOptions } from '../runner/version-table.js'
import type { WriteHook } from '../scripts/run-hooks.js'
import type { CompareSettings } from './autogenerate/compare-settings.js'

export type { CompareSettings } from './autogenerate/compare-settings.js'
export type { Target, TargetSource } from './autogenerate/target.js'

/** A revision that was applied, taken back, or stamped. */
export interface AppliedRevision {
  readonly revision: string
  readonly direction: Direction | 'stamp'
  readonly message: string
  /** The ids that the revision follows. */
  readonly downRevision: readonly string[]
  /** The version rows after it. */
  readonly rows: readonly string[]
  /** The database, in the transaction that the revision is part of. */
  readonly connection: Queryable
  /** The database's address, without the password, and its name, where `env.ts` gave one. */
  readonly database: string
  readonly name?: string
}

/**
 * Told of each revision before its transaction commits: what it throws undoes that. On D1, which has no such transaction,
 * it is told afterwards.
 */
export type OnVersionApply = (applied: AppliedRevision) => void | Promise<void>

/** What a configuration, or one of its environments, says. Relative paths start at the configuration's file. */
export interface Settings extends VersionTableOptions, CompareSettings {
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
  readonly databases?: Readonly<Record<string, DatabaseSettings>>
  /** How files of new revisions are named: `%(rev)s_%(slug)s` when not given. */
  readonly fileTemplate?: string
  /** The time zone of dates in new revisions, an IANA name: the machine's own when not given. */
  readonly timezone?: string
  /** The longest slug in a file's name: 40 when not given. */
  readonly truncateSlugLength?: number
  /** What `limbeck compile` and `limbeck release` make. */
  readonly compile?: CompileSettings
  /** What is done with the file of a new revision. */
  readonly hooks?: readonly WriteHook[]
  /** Whether `env.ts` is run for `revision`, `merge` and `history` too. */
  readonly revisionEnvironment?: boolean
  /** Told of each revision that was applied, taken back or stamped. */
  readonly onVersionApply?: OnVersionApply
}

/** One of several databases. */
export interface DatabaseSettings {
  readonly url: string
  /** What is not given is as for all; but `engine` is that of `url`, `out` is `migrations.NAME.gen.ts`, and there are no types. */
  readonly compile?: CompileSettings
}

/** For which database revisions are compiled, and into which file. */
export interface CompileSettings {
  /** The database: that of `url` when not given. */
  readonly engine?: Engine
  /** The file that is written: `migrations.gen.ts` when not given. */
  readonly out?: string
  /** The oldest SQLite that the app meets: `3.35.0` when not given. */
  readonly sqliteVersion?: string
  /** The file of the tables at head as TypeScript, for Kysely: `src/database.ts`. None when not given. */
  readonly types?: string
  /** Whether a new database may be made at once, in place of running all revisions: it may when not given. */
  readonly baseline?: boolean
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
export interface EnvRun extends VersionTableOptions, CompareSettings {
  readonly url?: string | undefined
  readonly adapter?: Adapter | undefined
  /** Of several databases: its revisions are the functions `upgrade_NAME` and `downgrade_NAME`. */
  readonly name?: string | undefined
  readonly onVersionApply?: OnVersionApply | undefined
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
