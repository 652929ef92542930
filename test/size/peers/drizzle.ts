// Drizzle, as small as it can be: the dialect's own migrate(), which its migrator for Node calls, and a store in IndexedDB.
import { get, set } from 'idb-keyval'
import type { Database, SqlJsStatic } from 'sql.js'
import { type DrizzleMigration, drizzleOnSqlJs } from '../../../bench/peers/drizzle.js'

export const open = async (SQL: SqlJsStatic, name: string): Promise<Database> => new SQL.Database(await get(name))

export const upgrade = (db: Database, migrations: readonly DrizzleMigration[]): void => drizzleOnSqlJs(db, migrations)()

export const save = (db: Database, name: string): Promise<void> => set(name, db.export())
