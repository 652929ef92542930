import type { Queryable, Row, TransactionalAdapter } from '../src/adapter.js'
import { postgresTransaction, savepoint } from './connection/postgres-transaction.js'
import { parsers, textTypes } from './connection/postgres-values.js'
import { runEach } from './connection/run-each.js'

/** The parts of a `PGlite` or `PGliteWorker`, and of its transactions, that are used. */
export interface PGliteClient {
  query(sql: string, params: unknown[], options: PGliteOptions): Promise<{ readonly rows: readonly unknown[] }>
}

/** The parts of a `PGlite` or `PGliteWorker` that are used, so that Limbeck depends on no version of it. */
export interface PGliteDatabase extends PGliteClient {
  transaction<T>(work: (tx: PGliteClient) => Promise<T>): Promise<T>
}

interface PGliteOptions {
  readonly parsers: Record<number, (text: string) => unknown>
}

/** An adapter for a `PGlite` or `PGliteWorker`. */
export function pglite(client: PGliteDatabase): TransactionalAdapter
/** An adapter for what PGlite's `transaction` hands out: a run is a savepoint in the caller's transaction. */
export function pglite(client: PGliteClient, options: { readonly external: true }): TransactionalAdapter
export function pglite(client: PGliteClient, { external = false } = {}): TransactionalAdapter {
  const transaction: TransactionalAdapter['transaction'] = (work, options) =>
    external
      ? postgresTransaction(connection(client), savepoint, work, options)
      : // PGlite has one connection, and keeps others out of it meanwhile.
        (client as PGliteDatabase).transaction(async (tx) => {
          const own = connection(tx)
          await own.run(options?.first ?? [])
          return work(own)
        })
  return {
    name: 'pglite',
    engine: 'postgresql',
    atomic: 'transaction',
    // A statement that fails would end the caller's transaction.
    ...(external
      ? {
          external: true as const,
          query: (sql, params) => transaction((tx) => tx.query(sql, params)),
          run: (statements) => transaction((tx) => tx.run(statements)),
        }
      : connection(client)),
    transaction,
  }
}

const options: PGliteOptions = { parsers: { ...Object.fromEntries(textTypes.map((oid) => [oid, String])), ...parsers } }

const connection = (client: PGliteClient): Queryable => ({
  query: async (sql, params = []) => (await client.query(sql, [...params], options)).rows as readonly Row[],
  run: (statements) => runEach(statements, (sql, params) => client.query(sql, [...params], options)),
})
