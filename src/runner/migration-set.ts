import type { Engine, Statement } from '../adapter.js'
import type { Graph } from '../graph/revision.js'
import type { Operations } from '../ops/operations.js'
import type { NamingConvention } from '../schema/naming.js'

/** A revision as its module exports it. */
export interface RevisionModule {
  /** 1 to 32 characters, none of them `@`, `:`, `+`, `-` or a space. */
  readonly revision: string
  readonly downRevision: string | readonly string[] | null
  readonly branchLabels?: string | readonly string[] | null
  readonly dependsOn?: string | readonly string[] | null
  /** What the revision does, for people. */
  readonly message?: string
  /** Insists that both directions run as programs and are never compiled. */
  readonly program?: boolean
  /** Names what the revision's directives leave without a name. */
  readonly namingConvention?: NamingConvention
  upgrade?(op: Operations): void | Promise<void>
  downgrade?(op: Operations): void | Promise<void>
}

/** A revision whose header is known, and whose code is loaded when it runs. */
export interface LazyRevision
  extends Pick<RevisionModule, 'revision' | 'downRevision' | 'branchLabels' | 'dependsOn' | 'message'> {
  /** Where it is written, for messages. */
  readonly file?: string
  /** Its module, or its text when it is an SQL file. */
  load(): Promise<RevisionModule | string>
}

/** One direction of a revision as statements, or, where tables are made anew, as variants of them. */
export type CompiledStep = PlainStep | VariedStep

/** A direction that is the same on every database. */
export interface PlainStep {
  readonly statements: readonly Statement[]
  readonly variants?: undefined
}

/** A direction that fits the schemas known at build time. Where none of them is there, the revision's module is run. */
export interface VariedStep {
  readonly statements?: undefined
  /** Tried in order. */
  readonly variants: readonly Variant[]
}

/** A direction in which tables are made anew, for one schema and the settings of one kind of connection. */
export interface Variant {
  /**
   * A query that gives a row `{ type, name }` for each object that is not as it was at build time, and none when all is.
   * A setting that matters, such as `foreign_keys`, counts as an object of the type `setting`.
   */
  readonly drift: string
  readonly statements: readonly Statement[]
  /** The tables whose rows are copied. */
  readonly copies: readonly string[]
}

/** Compiled steps by revision. A revision that is not in its chunk is a program. */
export interface Chunk {
  readonly steps: Readonly<Record<string, CompiledStep>>
  /** What the graph expects; it stands last in the file, so that a chunk that was cut off has none. */
  readonly checksum?: string
}

/** What the revisions do, in their own words: for people, so it is loaded where they are shown. */
export interface Messages {
  /** By position in the graph. */
  readonly messages: readonly string[]
  /** What the graph expects. */
  readonly checksum?: string
}

/** What makes a new database as all revisions leave it. */
export interface Baseline {
  readonly statements: readonly Statement[]
  /** What the graph expects. */
  readonly checksum?: string
}

/** A graph that also says where everything is, and how to know it. */
export interface SetGraph extends Graph {
  /** Which chunk holds each revision, by position; -1 for a program. */
  readonly upgradeChunks: readonly number[]
  readonly downgradeChunks: readonly number[]
  /** The checksum of each chunk; none where nothing was compiled. */
  readonly checksums: readonly string[]
  readonly messagesChecksum?: string
  readonly baselineChecksum?: string
  /** What the set expects. */
  readonly checksum?: string
}

/**
 * What the runner runs: made by a compiler at build time, or by `toSet` from an array of revisions. Its functions fetch
 * a file each, or give at once what is there already. One that failed, or gave a part of another release, is called
 * once more with `again`, and then asks under another address: browsers remember what they could not load.
 */
export interface MigrationSet {
  readonly format: 1
  readonly engine: Engine
  /** The effective heads. */
  readonly heads: readonly string[]
  /** Of the graph, which knows those of all else. Sets without one were not compiled: what fails there is not a download. */
  readonly checksum?: string
  graph(again?: true): Promise<SetGraph>
  chunk(index: number, again?: true): Promise<Chunk>
  /** The module of a revision that is a program in one direction, or has variants in one. */
  program(revision: string, again?: true): Promise<RevisionModule>
  messages(again?: true): Promise<Messages>
  /** There is one where it was proven to leave what all revisions leave. For SQLite only. */
  baseline?(again?: true): Promise<Baseline>
}

/** Migrations as an app holds them: a compiled set, or revisions as modules, SQL files' texts, or what loads them. */
export type Migrations = MigrationSet | readonly (RevisionModule | LazyRevision | string)[]
