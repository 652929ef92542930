import { SQLJsSession } from 'drizzle-orm/sql-js'
import { SQLiteAsyncDialect, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { SQLiteRemoteSession } from 'drizzle-orm/sqlite-proxy'
import type { Database } from 'sql.js'

/** A migration as drizzle-kit's journal has it. */
export interface DrizzleMigration {
  readonly sql: string[]
  readonly bps: boolean
  readonly folderMillis: number
  readonly hash: string
}

/** One statement a migration. */
export const toDrizzle = (statements: readonly string[]): DrizzleMigration[] =>
  statements.map((sql, at) => ({ sql: [sql], bps: true, folderMillis: at + 1, hash: `hash of ${at}` }))

/** Drizzle on sql.js: the dialect's own `migrate`, which its migrator calls when it has read the folder. */
export function drizzleOnSqlJs(db: Database, migrations: readonly DrizzleMigration[]): () => void {
  const dialect = new SQLiteSyncDialect()
  const session = new SQLJsSession(db, dialect, undefined)
  return () => dialect.migrate(migrations as DrizzleMigration[], session as never)
}

/** Drizzle on a client that it has no driver for: its proxy, and the same `migrate` of the asynchronous dialect. */
export function drizzleOnProxy(
  values: (sql: string, params: readonly unknown[]) => unknown[][],
  migrations: readonly DrizzleMigration[],
): () => Promise<void> {
  const dialect = new SQLiteAsyncDialect()
  const session = new SQLiteRemoteSession(async (sql, params) => ({ rows: values(sql, params) }), dialect, undefined)
  return () => dialect.migrate(migrations as DrizzleMigration[], session as never)
}
