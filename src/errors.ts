/** Every code that a Limbeck error can carry; `docs/errors.md` has a remedy for each. */
export type ErrorCode =
  | 'ambiguous-revision'
  | 'closed-operations'
  | 'concurrent-upgrade'
  | 'cycle'
  | 'database-ahead'
  | 'duplicate-revision'
  | 'invalid-migrations'
  | 'invalid-operation'
  | 'invalid-revision'
  | 'migration-failed'
  | 'missing-revision'
  | 'multiple-heads'
  | 'no-previous-image'
  | 'not-a-database'
  | 'not-saved'
  | 'program-reads-after-write'
  | 'stale-store'
  | 'store-full'
  | 'store-unavailable'
  | 'unknown-revision'
  | 'unsupported-engine'
  | 'unsupported-operation'
  | 'unreachable-revision'

/** The one class of error that Limbeck throws on purpose: tell them apart by `code`. */
export class LimbeckError extends Error {
  override readonly name: string = 'LimbeckError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** A revision failed; the database stands at `rows`, its last safe point. */
export class MigrationFailedError extends LimbeckError {
  override readonly name = 'MigrationFailedError'
  readonly revision: string
  readonly direction: 'upgrade' | 'downgrade'
  /** The SQL that failed; undefined when the revision's own code threw, or the engine does not say which. */
  readonly statement: string | undefined
  /** The statement's place in the revision, counted from 1. */
  readonly position: number | undefined
  /** The version rows that the database holds now. */
  readonly rows: readonly string[]
  /** The revisions that this run applied and that stay applied. */
  readonly applied: readonly string[]

  constructor(
    message: string,
    fields: Pick<
      MigrationFailedError,
      'revision' | 'direction' | 'statement' | 'position' | 'rows' | 'applied'
    >,
    cause: unknown,
  ) {
    super('migration-failed', message, { cause })
    this.revision = fields.revision
    this.direction = fields.direction
    this.statement = fields.statement
    this.position = fields.position
    this.rows = fields.rows
    this.applied = fields.applied
  }
}

/** The database holds revisions that these migrations do not know: a newer release wrote it. */
export class DatabaseAheadError extends LimbeckError {
  override readonly name = 'DatabaseAheadError'
  /** The version rows that are unknown here. */
  readonly revisions: readonly string[]

  constructor(revisions: readonly string[]) {
    super('database-ahead', `The database is ahead of this release: it is at ${revisions.join(', ')}.`)
    this.revisions = revisions
  }
}

/** Another tab saved this store since it was loaded; what is in memory here was not saved. */
export class StaleStoreError extends LimbeckError {
  override readonly name = 'StaleStoreError'
  readonly store: string
  /** The generation that this tab loaded or last saved. */
  readonly generation: number
  /** The generation that the store has now. */
  readonly saved: number

  constructor(store: string, generation: number, saved: number) {
    super('stale-store', `Another tab saved '${store}' (generation ${saved}, here ${generation}): reload it.`)
    this.store = store
    this.generation = generation
    this.saved = saved
  }
}

/** Where in a list of statements the database stopped; adapters throw it, with the driver's error as `cause`. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  /** The statement's index in the list that was being run, from 0. */
  readonly index: number

  constructor(index: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.index = index
  }
}
