import type { DatabaseSchema } from '../schema/database.js'
import { type CompareOptions, type Comparison, compareMetadata } from './compare-metadata.js'
import type { Directive } from './directive.js'
import type { Rewriter } from './rewriter.js'

/** A revision to be written, as data: what hooks see and change before it is. */
export interface Migration {
  readonly message?: string
  /** What it follows, as `revision` is told it: `'head'` when not given. */
  readonly head?: string | readonly string[]
  readonly splice?: boolean
  readonly branchLabels?: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly versionPath?: string
  readonly revision?: string
  readonly upgrade: readonly Directive[]
  readonly downgrade: readonly Directive[]
}

/** What a hook of `processRevisionDirectives` is told beside the revisions; nothing where nothing was compared. */
export interface RevisionContext {
  readonly database?: DatabaseSchema
  readonly target?: DatabaseSchema
  readonly comparison?: Comparison
}

/** How migrations are produced. */
export interface ProduceOptions extends CompareOptions {
  /** What the revision is to be beside its operations. */
  readonly revision?: Omit<Migration, 'upgrade' | 'downgrade'>
  /** Rewrites the operations of both directions, before the hook sees them. */
  readonly rewriter?: Rewriter
  /**
   * The last word on what is written: the revisions that it gives, usually those that it was handed, changed. An empty list
   * writes nothing.
   */
  readonly processRevisionDirectives?: (
    migrations: readonly Migration[],
    context: RevisionContext,
  ) => readonly Migration[]
}

/** The comparison, and the revisions that come of it. */
export interface ProducedMigrations {
  readonly comparison: Comparison
  readonly migrations: readonly Migration[]
}

/** Compares a database with a target and gives the revisions that lead from one to the other, as data, both ways. */
export function produceMigrations(
  database: DatabaseSchema,
  target: DatabaseSchema,
  options: ProduceOptions,
): ProducedMigrations {
  const comparison = compareMetadata(database, target, options)
  const { revision, rewriter = (directives) => directives, processRevisionDirectives = (all) => all } = options
  const migration: Migration = {
    ...revision,
    upgrade: rewriter(comparison.upgrade, { direction: 'upgrade' }),
    downgrade: rewriter(comparison.downgrade, { direction: 'downgrade' }),
  }
  return { comparison, migrations: processRevisionDirectives([migration], { database, target, comparison }) }
}
