// Drizzle, as small as it can be: the dialect's own migrate(), which its migrator for Node calls, and a store in IndexedDB.
import { SQLJsSession } from 'drizzle-orm/sql-js'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { get, set } from 'idb-keyval'
import type { Database, SqlJsStatic } from 'sql.js'

/** A migration as drizzle-kit's journal has it. */
export interface Migration {
  readonly sql: string[]
  readonly bps: boolean
  readonly folderMillis: number
  readonly hash: string
}

export const open = async (SQL: SqlJsStatic, name: string): Promise<Database> => new SQL.Database(await get(name))

export function upgrade(db: Database, migrations: readonly Migration[]): void {
  const dialect = new SQLiteSyncDialect()
  const session = new SQLJsSession(db, dialect, undefined)
  dialect.migrate([...migrations], session as never)
}

export const save = (db: Database, name: string): Promise<void> => set(name, db.export())
