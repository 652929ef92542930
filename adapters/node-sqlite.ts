import type { Queryable, Row, TransactionalAdapter, Value } from '../src/adapter.js'
import { exactInteger } from './connection/exact-integer.js'
import { runEach } from './connection/run-each.js'
import { sqliteSavepoint } from './connection/sqlite-savepoint.js'
import { sqliteTransaction } from './connection/sqlite-transaction.js'

/** The parts of node:sqlite's `DatabaseSync` that are used, so that Limbeck depends on no version of Node. */
export interface NodeSqliteDatabase {
  exec(sql: string): void
  prepare(sql: string): NodeSqliteStatement
}

interface NodeSqliteStatement {
  setReadBigInts(enabled: boolean): void
  all(...params: never[]): readonly unknown[]
}

/** Options of `nodeSqlite`. */
export interface NodeSqliteOptions {
  /** How long, in milliseconds, to wait for a database that another connection writes: 10 seconds when not given. */
  readonly busyTimeout?: number
  /** The database is in a transaction of the caller's: a run is a savepoint in it. */
  readonly external?: boolean
}

/**
 * An adapter for a `DatabaseSync` of node:sqlite. While another connection writes, it waits without blocking the event
 * loop, then throws the database's own error.
 */
export function nodeSqlite(
  db: NodeSqliteDatabase,
  { busyTimeout = 10_000, external = false }: NodeSqliteOptions = {},
): TransactionalAdapter {
  const waiting = async <T>(work: () => T): Promise<T> => {
    const end = Date.now() + busyTimeout
    for (;;) {
      try {
        return work()
      } catch (error) {
        if (!isBusy(error) || Date.now() > end) throw error
      }
      await sleep(10)
    }
  }
  const connection: Queryable = {
    query: (sql, params) => waiting(() => read(db, sql, params)),
    run: (statements) =>
      runEach(statements, (sql, params) =>
        waiting(() => {
          if (params[0] === undefined) db.exec(sql)
          else read(db, sql, params)
        }),
      ),
  }
  return {
    name: 'node-sqlite',
    engine: 'sqlite',
    atomic: 'transaction',
    ...connection,
    ...(external && { external: true as const }),
    transaction: (work, options) => (external ? sqliteSavepoint : sqliteTransaction)(connection, work, options),
  }
}

function read(db: NodeSqliteDatabase, sql: string, params: readonly Value[] = []): readonly Row[] {
  const statement = db.prepare(sql)
  statement.setReadBigInts(true)
  const rows = statement.all(...(params.map(bound) as never[]))
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row as object).map(([name, value]) => [name, exactInteger(value)])),
  )
}

// node:sqlite binds every number as REAL, also 1.
const bound = (value: Value): Value =>
  Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value as number) : value

// https://sqlite.org/rescode.html: the low byte is the primary code, SQLITE_BUSY.
const isBusy = (error: unknown): boolean => ((error as { readonly errcode?: number }).errcode ?? 0) % 256 === 5

interface Timers {
  setTimeout(work: () => void, milliseconds: number): unknown
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => (globalThis as unknown as Timers).setTimeout(resolve, milliseconds))
