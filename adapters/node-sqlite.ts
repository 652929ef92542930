import type { Queryable, Row, TransactionalAdapter, Value } from '../src/adapter.js'
import { exactInteger } from './connection/exact-integer.js'
import { refuseEnded } from './connection/refuse-ended.js'
import { runEach } from './connection/run-each.js'
import { sqliteSavepoint } from './connection/sqlite-savepoint.js'
import { sqliteTransaction } from './connection/sqlite-transaction.js'
import { whileLocked } from './connection/while-locked.js'

/** The parts of node:sqlite's `DatabaseSync` that are used, so that Limbeck depends on no version of Node. */
export interface NodeSqliteDatabase {
  /** Since Node 22.16. */
  readonly isTransaction?: boolean
  exec(sql: string): void
  prepare(sql: string): NodeSqliteStatement
}

interface NodeSqliteStatement {
  setReadBigInts(enabled: boolean): void
  all(...params: never[]): readonly unknown[]
}

/**
 * An adapter for a `DatabaseSync` of node:sqlite. While another connection writes, it waits for some seconds without
 * blocking the event loop, then throws the database's own error. `external` when it is in a transaction of the caller's.
 */
export function nodeSqlite(
  db: NodeSqliteDatabase,
  { external = false }: { readonly external?: boolean } = {},
): TransactionalAdapter {
  const connect = (check: () => void): Queryable => ({
    query: (sql, params) =>
      whileLocked(async () => {
        check()
        return read(db, sql, params)
      }),
    run: (statements) =>
      runEach(statements, (sql, params) =>
        whileLocked(async () => {
          check()
          if (params[0] === undefined) db.exec(sql)
          else read(db, sql, params)
        }),
      ),
  })
  const connection = connect(() => undefined)
  const inside = connect(() => refuseEnded(db.isTransaction === false))
  return {
    name: 'node-sqlite',
    engine: 'sqlite',
    atomic: 'transaction',
    ...connection,
    ...(external && { external: true as const }),
    transaction: (work, options) =>
      external
        ? sqliteSavepoint(connection, work, options)
        : sqliteTransaction(connection, () => work(inside), options),
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
