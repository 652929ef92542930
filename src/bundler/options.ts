import type { Engine } from '../adapter.js'

/** What is compiled for one database. What is not given is as the project's configuration says. */
export interface DatabaseOptions {
  /** The script directory, relative to the configuration, or to the root of the build: `migrations` when neither names one. */
  readonly script?: string
  /** The folders of the revisions, relative to the script directory: `['versions']` when not given. */
  readonly versions?: readonly string[]
  /** Whether folders in those folders are searched too. */
  readonly recursive?: boolean
  /** What the app's database is: `sqlite` when not given. */
  readonly engine?: Engine
  /** The oldest SQLite that the app meets: `3.35.0` when not given. */
  readonly sqliteVersion?: string
}

/** Options of the plugins. */
export interface LimbeckOptions extends DatabaseOptions {
  /** The configuration's file: the one in the root of the build when not given. */
  readonly config?: string
  /** The databases behind `limbeck/migrations/NAME`. One without a `script` of its own has the functions `upgrade_NAME`. */
  readonly databases?: Readonly<Record<string, DatabaseOptions>>
  /**
   * Whether what an app at head does not need is loaded by `import()`, from files of its own. Without, it is bundled in
   * one piece: for service workers, and what else has no `import()`. Where it is not given the plugin looks at the output.
   */
  readonly chunks?: boolean
}
