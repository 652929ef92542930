/** One case of the family `offline-sql`: directives rendered to SQL, or a whole script. */
export type OfflineCase = OpsCase | ScriptCase

interface Common {
  readonly id: string
  readonly dialect: 'sqlite' | 'postgresql'
  readonly notes?: readonly string[]
  readonly orderStable?: boolean
}

export interface OpsCase extends Common {
  readonly kind: 'ops'
  readonly title: string
  readonly ops: readonly Directive[]
  readonly options?: { readonly namingConvention?: Readonly<Record<string, string>> }
  readonly expect: {
    readonly sql: readonly string[]
    readonly error?: { readonly class: string; readonly message: string | null; readonly internal?: true }
    readonly warnings?: readonly string[]
    /** Indexes of statements that are no SQLite syntax. */
    readonly sqliteRejects?: readonly number[]
  }
}

export interface ScriptCase extends Common {
  readonly kind: 'script'
  readonly revisions: readonly {
    readonly id: string
    readonly down: readonly string[]
    readonly dependsOn: readonly string[]
    readonly labels: readonly string[]
    readonly upgrade?: readonly Directive[]
    readonly downgrade?: readonly Directive[]
  }[]
  readonly command: 'upgrade' | 'downgrade' | 'stamp'
  readonly target: string | readonly string[]
  readonly start: string | null
  readonly transactionPerMigration?: boolean
  readonly versionTable?: string
  readonly versionTableSchema?: string
  readonly expect: { readonly text: string; readonly error?: { readonly class: string; readonly command?: string } }
}

/** A directive as the vectors write it. */
export interface Directive {
  readonly op: string
  // biome-ignore lint/suspicious/noExplicitAny: the vectors' fields depend on `op`; they are read in one place
  readonly [field: string]: any
}
