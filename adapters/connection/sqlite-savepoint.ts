import type { Queryable, TransactionOptions } from '../../src/adapter.js'

/** A part of the caller's transaction on a SQLite connection, which can be undone alone; foreign keys are as they were. */
export async function sqliteSavepoint<T>(
  connection: Queryable,
  work: (tx: Queryable) => Promise<T>,
  { first = [] }: TransactionOptions = {},
): Promise<T> {
  await connection.run(['SAVEPOINT limbeck'])
  try {
    await connection.run(first)
    const result = await work(connection)
    await connection.run(['RELEASE limbeck'])
    return result
  } catch (error) {
    // Where SQLite has rolled the whole transaction back, there is no savepoint any more.
    await connection.run(['ROLLBACK TO limbeck', 'RELEASE limbeck']).catch(() => undefined)
    throw error
  }
}
