import type { Queryable, TransactionalAdapter, Value } from '../src/adapter.js'
import { edgeRows } from './connection/edge-rows.js'
import { edgeStatement } from './connection/edge-statement.js'
import { runEach } from './connection/run-each.js'

/** The parts of a Durable Object's storage that are used. */
export interface DurableObjectStorage {
  readonly sql: { exec(sql: string, ...params: unknown[]): { toArray(): Record<string, unknown>[] } }
  transaction<T>(work: () => Promise<T>): Promise<T>
}

// Checking reads every row that refers to another: only where foreign keys may have been left for the end, which the
// first of the joined tables tells before the second is read.
const violations =
  "SELECT `table`, parent FROM pragma_defer_foreign_keys CROSS JOIN pragma_foreign_key_check WHERE defer_foreign_keys OR (SELECT count(*) FROM sqlite_master WHERE sql LIKE '%DEFERRED%')"

/**
 * An adapter for the SQLite storage of a Durable Object, `ctx.storage`. Other requests wait while a transaction is open,
 * at most 30 seconds: then the object is reset. What a revision awaits it must have begun itself: the object waits for
 * nothing older until the transaction ends. With `external` the caller has a `storage.transaction` open, and runs are
 * savepoints in it.
 */
export function durableObject(
  storage: DurableObjectStorage,
  { external }: { readonly external?: true } = {},
): TransactionalAdapter {
  const exec = (sql: string, params: readonly Value[] = []) => {
    const [text, ...values] = edgeStatement([sql, ...params])
    return edgeRows(storage.sql.exec(text, ...values).toArray())
  }
  const connection: Queryable = {
    query: async (sql, params) => exec(sql, params),
    run: (statements) => runEach(statements, exec),
  }
  return {
    name: 'durable-object',
    engine: 'durable-object',
    atomic: 'transaction',
    ...(external && { external }),
    ...connection,
    transaction: (work, { first = [] } = {}) =>
      storage.transaction(async () => {
        await connection.run(first)
        const result = await work(connection)
        if (!external) {
          // A violation found at commit cannot be caught: the object is reset, and one that upgrades when it starts
          // would be so for ever. Turning the pragma off forgets SQLite's count, which can be wrong where rows are not.
          const [broken] = exec(violations)
          if (broken) throw new Error(`FOREIGN KEY constraint failed: ${broken.table} refers to ${broken.parent}`)
          exec('PRAGMA defer_foreign_keys = off')
        }
        return result
      }),
  }
}
