import type { Queryable, TransactionOptions } from '../../src/adapter.js'

/** A transaction on a SQLite connection, begun IMMEDIATE so that it never fails half-way for want of the write lock. */
export async function sqliteTransaction<T>(
  connection: Queryable,
  work: (tx: Queryable) => Promise<T>,
  { first = [], foreignKeys }: TransactionOptions = {},
): Promise<T> {
  // Inside of a transaction this setting does not change (https://sqlite.org/pragma.html#pragma_foreign_keys).
  const enforced = foreignKeys && (await connection.query('PRAGMA foreign_keys'))[0]?.foreign_keys
  if (enforced) await connection.run(['PRAGMA foreign_keys = 0'])
  try {
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
  } finally {
    if (enforced) await connection.run(['PRAGMA foreign_keys = 1'])
  }
}
