import { sqlJs } from 'limbeck/adapters/sql-js'
import type { SqlJsStatic, SqlValue } from 'sql.js'
import { drizzleOnSqlJs } from '../peers/drizzle.js'
import { countCalls, type OpenClient } from './client.js'

/** Databases of sql.js, in memory. */
export const sqlJsClients =
  (SQL: SqlJsStatic): OpenClient =>
  async (bytes, counting) => {
    const db = new SQL.Database(bytes)
    const count = counting ? countCalls(db, ['run', 'exec', 'prepare']) : () => 0
    const each = <T>(sql: string, params: readonly unknown[] = [], row: 'get' | 'getAsObject'): T[] => {
      const statement = db.prepare(sql)
      statement.bind(params as SqlValue[])
      const rows: T[] = []
      while (statement.step()) rows.push(statement[row]() as T)
      statement.free()
      return rows
    }
    return {
      run: (sql) => void db.run(sql),
      values: (sql, params) => each(sql, params, 'get'),
      objects: (sql, params) => each(sql, params, 'getAsObject'),
      adapter: sqlJs(db),
      drizzle: (migrations) => drizzleOnSqlJs(db, migrations),
      get statements() {
        return count()
      },
      bytes: async () => db.export(),
      close: async () => db.close(),
    }
  }
