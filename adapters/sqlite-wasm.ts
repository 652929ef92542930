import type { Row, TransactionalAdapter, Value } from '../src/adapter.js'
import { oneByOne } from './connection/one-by-one.js'
import { refuseEnded } from './connection/refuse-ended.js'
import { type ShareOptions, sharedStore } from './connection/shared-store.js'
import { sqliteSavepoint } from './connection/sqlite-savepoint.js'
import { sqliteTransaction } from './connection/sqlite-transaction.js'
import { whileLocked } from './connection/while-locked.js'

/** What `sqlite3InitModule()` of @sqlite.org/sqlite-wasm gives, as far as it is used. */
export interface SqliteWasm {
  readonly capi: {
    sqlite3_get_autocommit(db: never): number
    sqlite3_sql(statement: never): string
    sqlite3_bind_double(statement: never, index: number, value: number): unknown
  }
}

/** Its `oo1` database, whichever the VFS. */
export interface SqliteWasmDatabase {
  exec(sql: string): unknown
  prepare(sql: string): {
    bind(index: number, value: Value): unknown
    step(): boolean
    get(row: Record<string, never>): unknown
    finalize(): unknown
  }
}

/**
 * An adapter for a database of the official build. With `store`, a name of its own among all that this origin stores, tabs
 * and workers upgrade it in turn and hear of it; `external` when a transaction is open on it, which stays the caller's.
 */
export function sqliteWasm(
  { capi }: SqliteWasm,
  db: SqliteWasmDatabase,
  { store, external }: ShareOptions = {},
): TransactionalAdapter {
  const read = (sql: string, params: readonly Value[] = []): readonly Row[] => {
    const statement = db.prepare(sql)
    try {
      for (const [index, value] of params.entries()) {
        // `bind` takes every whole number for an integer, and beyond 64 bits keeps the lowest of them.
        if (typeof value === 'number' && !Number.isSafeInteger(value))
          capi.sqlite3_bind_double(statement as never, index + 1, value)
        else statement.bind(index + 1, value)
      }
      const rows: unknown[] = []
      while (statement.step()) rows.push(statement.get({}))
      // `prepare` takes the first statement, and leaves the rest alone. What it took is a text to be copied.
      const rest = sql.includes(';') && sql.slice(capi.sqlite3_sql(statement as never).length)
      if (rest) db.exec(rest)
      return rows as Row[]
    } finally {
      statement.finalize()
    }
  }
  const connection = oneByOne((sql, params) => whileLocked(async () => read(sql, params)))
  const inside = oneByOne(async (sql, params) => {
    refuseEnded(capi.sqlite3_get_autocommit(db as never))
    return read(sql, params)
  })
  return {
    name: 'sqlite-wasm',
    engine: 'sqlite',
    atomic: 'transaction',
    ...connection,
    ...(external ? { external } : sharedStore(store)),
    transaction: (work, options) =>
      external
        ? sqliteSavepoint(connection, work, options)
        : sqliteTransaction(connection, () => work(inside), options),
  }
}
