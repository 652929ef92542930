// Kysely, as small as it can be: its Migrator, a driver for sql.js, of which it has none, and a store in IndexedDB.
import { get, set } from 'idb-keyval'
import type { Database, SqlJsStatic, SqlValue } from 'sql.js'
import { type KyselyMigrations, kyselyOn } from '../../../bench/peers/kysely.js'

export const open = async (SQL: SqlJsStatic, name: string): Promise<Database> => new SQL.Database(await get(name))

export function upgrade(db: Database, migrations: KyselyMigrations): Promise<void> {
  const objects = (sql: string, params: readonly unknown[]) => {
    const statement = db.prepare(sql, params as SqlValue[])
    const rows: object[] = []
    while (statement.step()) rows.push(statement.getAsObject())
    statement.free()
    return rows
  }
  return kyselyOn(objects, migrations)()
}

export const save = (db: Database, name: string): Promise<void> => set(name, db.export())
