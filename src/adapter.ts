/** What a database can hold and give back; dialects encode booleans, dates and JSON into it before. */
export type Value = null | string | number | bigint | Uint8Array

/** One row, by column name. */
export type Row = Readonly<Record<string, Value>>

/** Exactly one SQL statement, with the engine's own placeholders when it has parameters. */
export type Statement = string | readonly [sql: string, ...params: Value[]]

/** The databases that statements are made for. */
export type Engine = 'sqlite' | 'd1' | 'durable-object' | 'postgresql'

/** Something that runs SQL: an adapter, or the transaction it opened. */
export interface Queryable {
  /** Runs one statement and gives its rows. */
  query(sql: string, params?: readonly Value[]): Promise<readonly Row[]>
  /**
   * Runs statements in order, in as few round trips as the driver allows. Throws a `StatementError` with the index of
   * the one that failed, where the driver tells.
   */
  run(statements: readonly Statement[]): Promise<void>
}

/** A change of the schema: the version rows before, and now. */
export interface VersionChange {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

interface Base extends Queryable {
  /** For messages: `'sql-js'`. */
  readonly name: string
  readonly engine: Engine
  /**
   * What is handed in is a transaction of the caller's. `transaction` is then a savepoint in it: no lock is taken, nothing
   * is persisted, and foreign keys are enforced as they were found.
   */
  readonly external?: true
  /** Runs `work` under a lock outside the database, which other tabs or processes see. */
  lock?<T>(work: () => Promise<T>): Promise<T>
  /**
   * Makes committed work durable, where committing alone does not, and tells other tabs what changed. On failure the
   * store is as it was before.
   */
  persist?(change: VersionChange): Promise<void>
  /** A start found the database at head: what was kept from before the last upgrade may go. Never throws. */
  settle?(): void
  /** Calls back when another tab has changed the schema; gives how to stop. */
  on?(event: 'versionchange', listener: (change: VersionChange) => void): () => void
}

/** Options of `TransactionalAdapter.transaction`. */
export interface TransactionOptions {
  /** The first statements of the transaction; they may travel with `BEGIN`. */
  readonly first?: readonly Statement[]
}

/** A database with interactive transactions. */
export interface TransactionalAdapter extends Base {
  readonly atomic: 'transaction'
  /** Commits when `work` fulfils, rolls back when it rejects. */
  transaction<T>(work: (tx: Queryable) => Promise<T>, options?: TransactionOptions): Promise<T>
}

/** A database whose only atomic unit is a list of statements sent at once. */
export interface BatchAdapter extends Base {
  readonly atomic: 'batch'
  /** All of them, or none. */
  batch(statements: readonly Statement[]): Promise<void>
}

/** A connection that the caller already has, in the shape that the runner needs. */
export type Adapter = TransactionalAdapter | BatchAdapter
