/** Every code that a Limbeck error can carry; `docs/errors.md` has a remedy for each. */
export type ErrorCode =
  | 'access-denied'
  | 'ambiguous-revision'
  | 'ambiguous-walk'
  | 'chunk-unavailable'
  | 'closed-operations'
  | 'column-in-use'
  | 'concurrent-upgrade'
  | 'cycle'
  | 'database-ahead'
  | 'database-locked'
  | 'database-unreachable'
  | 'driver-missing'
  | 'duplicate-revision'
  | 'file-exists'
  | 'folder-not-empty'
  | 'hook-failed'
  | 'invalid-adapter'
  | 'invalid-argument'
  | 'invalid-configuration'
  | 'invalid-migrations'
  | 'invalid-operation'
  | 'invalid-range'
  | 'invalid-revision'
  | 'invalid-schema'
  | 'invalid-target'
  | 'invalid-template'
  | 'irreversible'
  | 'migration-failed'
  | 'missing-revision'
  | 'multiple-heads'
  | 'no-configuration'
  | 'no-editor'
  | 'no-script-directory'
  | 'not-a-database'
  | 'not-a-head'
  | 'not-at-head'
  | 'offline-program'
  | 'out-of-date'
  | 'old-release'
  | 'plugin-missing'
  | 'program-reads-after-write'
  | 'rate-limited'
  | 'rebuild-stopped'
  | 'released-changed'
  | 'schema-drift'
  | 'rename-undecided'
  | 'schema-differs'
  | 'stale-store'
  | 'store-full'
  | 'store-unavailable'
  | 'transaction-ended'
  | 'unknown-revision'
  | 'unknown-template'
  | 'unreachable-revision'
  | 'unsafe-database'
  | 'unsupported-engine'
  | 'unsupported-operation'
  | 'walk-too-far'
  | 'write-failed'

/** The one class of error that Limbeck throws on purpose: tell them apart by `code`. */
export class LimbeckError extends Error {
  override readonly name: string = 'LimbeckError'
  // Declared fields are assigned, not initialised: an initialiser would come after, and undo it.
  declare readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, cause?: unknown, fields?: object) {
    super(message, cause ? { cause } : undefined)
    Object.assign(this, { code }, fields)
  }
}

/** The database holds revisions that these migrations do not know: a newer release wrote it. */
export class DatabaseAheadError extends LimbeckError {
  override readonly name = 'DatabaseAheadError'
  /** The version rows that are unknown here. */
  declare readonly revisions: readonly string[]
}

/** Another tab saved this store since it was loaded; what is in memory here was not saved. */
export class StaleStoreError extends LimbeckError {
  override readonly name = 'StaleStoreError'
  declare readonly store: string
  /** The generation that this tab loaded or last saved. */
  declare readonly generation: number
  /** The generation that the store has now. */
  declare readonly saved: number
}

/** A file of the migrations does not come, or is of another release; nothing was changed, and another try may succeed. */
export class ChunkUnavailableError extends LimbeckError {
  override readonly name = 'ChunkUnavailableError'
}

/** Where in a list of statements the database stopped; adapters throw it, with the driver's error as `cause`. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  /** The statement's index in the list that was being run, from 0. */
  declare readonly index: number
  declare readonly sql: string

  constructor(index: number, sql: string, cause: unknown) {
    super(String((cause as Error | undefined)?.message ?? cause), { cause })
    Object.assign(this, { index, sql })
  }
}
