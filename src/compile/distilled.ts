import type { Engine, Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import type { CompiledStep, RevisionModule, SetGraph } from '../runner/migration-set.js'

/** Which of two worlds a revision is loaded in: each has a clock, a source of chance and a time zone of its own. */
export type Realm = 'one' | 'other'

/** A revision's module, fresh, and how to call it so that it stays in its world. */
export interface LoadedSource {
  readonly module: RevisionModule
  /** Calls something of the module while the clock, the source of chance and the time zone are the realm's. */
  within<T>(work: () => T): T
}

/** A revision as the compiler takes it: its header, which was read without running it, and how to run it. */
export interface SourceRevision {
  readonly revision: string
  readonly downRevision: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  readonly message: string
  /** Where it is, from the script directory and with `/`: in messages, and what programs are imported by. */
  readonly file: string
  /** Its text. */
  readonly source: string
  /** Of one of several databases: the names of its functions, `{ upgrade: 'upgrade_shop' }`. */
  readonly functions?: Program['functions']
  /**
   * Loads its module afresh, in a realm; where that cannot be done, the reason, and both directions are programs. Not
   * there for SQL files, whose text is all there is. Throws `invalid-revision` for code that cannot be run at all.
   */
  load?(realm: Realm): Promise<LoadedSource | { readonly reason: string }>
}

/** One direction of a revision, and what became of it. */
export interface StepReport {
  readonly revision: string
  readonly file: string
  readonly direction: Direction
  /** `variants` where tables are made anew; `none` where there is nothing to take back with. */
  readonly kind: 'compiled' | 'variants' | 'program' | 'none'
  /** Why it is a program, or why there is none. */
  readonly reason?: string
  /** Of the operations that it recorded: 16 hexadecimal digits. */
  readonly checksum?: string
  /** Whether its statements are those that were released. */
  readonly released?: true
}

/** Statements of a stretch of history, in one direction. */
export interface DistilledChunk {
  readonly direction: Direction
  readonly checksum: string
  /** By revision, oldest first. */
  readonly steps: Readonly<Record<string, CompiledStep>>
}

/** A module that runs at run time: that of a program, or of a revision with variants. */
export interface Program {
  readonly revision: string
  /** As `SourceRevision.file`; undefined for a revision whose code need not be there, because its downgrade only refuses. */
  readonly file?: string
  /** The functions of one of several databases: `{ upgrade: 'upgrade_shop' }`. */
  readonly functions?: { readonly upgrade?: string; readonly downgrade?: string }
  /** Why the downgrade refuses, where it says so itself (`op.irreversible`). */
  readonly irreversible?: string
}

/** Migrations as data: what `emit` writes down as modules. */
export interface Distilled {
  readonly engine: Engine
  /** The effective heads. */
  readonly heads: readonly string[]
  /** Newest first; its places of chunks are those in `chunks`. */
  readonly graph: SetGraph
  /** What the revisions do, in the order of the graph. */
  readonly messages: readonly string[]
  readonly chunks: readonly DistilledChunk[]
  readonly programs: readonly Program[]
  /** What makes a new database at head, proven. */
  readonly baseline?: readonly Statement[]
  /** Why there is no baseline. */
  readonly noBaseline?: string
  /** Whether that is because a revision fails on an empty database. */
  readonly fails?: true
  /** The tables at head, as a module of TypeScript's declarations that Kysely takes. */
  readonly types?: string
  readonly report: readonly StepReport[]
}
