import type { Queryable, TransactionOptions } from '../../src/adapter.js'

/** How a transaction begins, ends, and is undone. */
export type Bounds = readonly [begin: readonly string[], end: readonly string[], undo: readonly string[]]

/**
 * A transaction of a connection's own, one at a time in each database: the lock ends with it, whatever pools and poolers
 * lie between. Each statement must see what others committed while the lock was waited for: hence READ COMMITTED. COMMIT
 * of a transaction that has failed is no error to PostgreSQL; a SELECT is.
 */
export const ownTransaction: Bounds = [
  ['BEGIN ISOLATION LEVEL READ COMMITTED', 'SELECT pg_advisory_xact_lock(7810763213424913259)'],
  ['SELECT 1', 'COMMIT'],
  ['ROLLBACK'],
]

/** A part of the caller's transaction, which can be undone alone. */
export const savepoint: Bounds = [
  ['SAVEPOINT limbeck'],
  ['RELEASE limbeck'],
  ['ROLLBACK TO limbeck', 'RELEASE limbeck'],
]

/**
 * A transaction on a PostgreSQL connection; what comes first travels with BEGIN, where `run` sends a list at once. `close`
 * ends a connection on which the transaction may be open still: what is written there next would be lost with it.
 */
export async function postgresTransaction<T>(
  connection: Queryable,
  [begin, end, undo]: Bounds,
  work: (tx: Queryable) => Promise<T>,
  { first = [] }: TransactionOptions = {},
  close: () => unknown = () => undefined,
): Promise<T> {
  try {
    await connection.run([...begin, ...first])
    const result = await work(connection)
    await connection.run(end)
    return result
  } catch (error) {
    // A connection that is lost has rolled back; what is to be told is the first error.
    await connection.run(undo).catch(close)
    throw error
  }
}
