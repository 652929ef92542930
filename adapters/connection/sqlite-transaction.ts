import type { Queryable, TransactionOptions } from '../../src/adapter.js'

/** A transaction on a SQLite connection, begun IMMEDIATE so that it never fails half-way for want of the write lock. */
export async function sqliteTransaction<T>(
  connection: Queryable,
  work: (tx: Queryable) => Promise<T>,
  { first = [] }: TransactionOptions = {},
): Promise<T> {
  await connection.run(['BEGIN IMMEDIATE'])
  try {
    await connection.run(first)
    const result = await work(connection)
    await connection.run(['COMMIT'])
    return result
  } catch (error) {
    // A full disk, an I/O error and no memory make SQLite roll back by itself (https://sqlite.org/lang_transaction.html):
    // then this fails, and says nothing that the first error does not.
    await connection.run(['ROLLBACK']).catch(() => undefined)
    throw error
  }
}
