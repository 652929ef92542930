import type { Queryable, TransactionOptions } from '../../src/adapter.js'

/**
 * A transaction on a SQLite connection, begun IMMEDIATE so that it never fails half-way for want of the write lock.
 * `PRAGMA foreign_keys` does nothing inside a transaction (https://sqlite.org/foreignkeys.html), hence around it.
 */
export async function sqliteTransaction<T>(
  connection: Queryable,
  work: (tx: Queryable) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const enforced = options.foreignKeys === 'off' && (await connection.query('PRAGMA foreign_keys'))[0]?.foreign_keys
  if (enforced) await connection.run(['PRAGMA foreign_keys = OFF'])
  try {
    await connection.run(['BEGIN IMMEDIATE'])
    try {
      if (options.first) await connection.run(options.first)
      const result = await work(connection)
      await connection.run(['COMMIT'])
      return result
    } catch (error) {
      await connection.run(['ROLLBACK']).catch((second: unknown) => alreadyRolledBack(second, error))
      throw error
    }
  } finally {
    if (enforced) await connection.run(['PRAGMA foreign_keys = ON'])
  }
}

// A full disk, an I/O error or no memory make SQLite roll back by itself (https://sqlite.org/lang_transaction.html).
function alreadyRolledBack(second: unknown, first: unknown): void {
  if (!/no transaction is active/.test(String((second as Error).message))) throw first
}
