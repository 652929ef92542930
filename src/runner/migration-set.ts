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

/** One direction of a revision as statements. */
export interface CompiledStep {
  /** Of the recorded operations: 16 hexadecimal digits; undefined where none were recorded. */
  readonly checksum: string | undefined
  readonly statements: readonly Statement[]
}

/** Compiled steps by revision. A revision that is not in its chunk is a program. */
export interface Chunk {
  readonly checksum: string
  readonly steps: Readonly<Record<string, CompiledStep>>
}

/** A graph that also says which chunk holds each revision, by position; -1 for a program. */
export interface SetGraph extends Graph {
  readonly upgradeChunks: readonly number[]
  readonly downgradeChunks: readonly number[]
}

/** What the runner runs: made by a compiler at build time, or by `toSet` from an array of revisions. */
export interface MigrationSet {
  readonly format: 1
  readonly engine: Engine
  /** The effective heads. */
  readonly heads: readonly string[]
  /** Every lazily loaded file, for precaching. */
  readonly files: readonly string[]
  graph(): Promise<SetGraph>
  chunk(index: number): Promise<Chunk>
  program(revision: string): Promise<RevisionModule>
}

/** Migrations as an app holds them: a compiled set, or revisions as modules, SQL files' texts, or what loads them. */
export type Migrations = MigrationSet | readonly (RevisionModule | LazyRevision | string)[]
