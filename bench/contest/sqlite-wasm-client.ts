import { type SqliteWasm, type SqliteWasmDatabase, sqliteWasm } from 'limbeck/adapters/sqlite-wasm'
import { drizzleOnProxy } from '../peers/drizzle.js'
import { countCalls, type OpenClient } from './client.js'

interface Statement {
  bind(values: readonly unknown[]): unknown
  step(): boolean
  get(row: unknown[] | object): unknown
  finalize(): unknown
}
interface Database extends Omit<SqliteWasmDatabase, 'prepare'> {
  prepare(sql: string): Statement & ReturnType<SqliteWasmDatabase['prepare']>
  close(): void
}
interface Pool {
  readonly OpfsSAHPoolDb: new (file: string) => Database
  importDb(file: string, bytes: Uint8Array): Promise<unknown>
  exportFile(file: string): Uint8Array
  unlink(file: string): boolean
}
interface Sqlite3 extends SqliteWasm {
  installOpfsSAHPoolVfs(options: object): Promise<Pool>
}

/** Databases of the official build, on OPFS through its pool of access handles: in a worker. */
export async function sqliteWasmClients(module: string): Promise<OpenClient> {
  const { default: init } = (await import(module)) as { default(): Promise<Sqlite3> }
  const sqlite3 = await init()
  const pool = await sqlite3.installOpfsSAHPoolVfs({ name: 'bench', clearOnInit: true })
  let opened = 0
  return async (bytes, counting) => {
    const file = `/${opened++}.db`
    if (bytes) await pool.importDb(file, bytes)
    const db = new pool.OpfsSAHPoolDb(file)
    const count = counting ? countCalls(db, ['exec', 'prepare']) : () => 0
    const each = <T>(sql: string, params: readonly unknown[] = [], row: () => T & object): T[] => {
      const statement = db.prepare(sql)
      if (params.length > 0) statement.bind(params)
      const rows: T[] = []
      while (statement.step()) rows.push(statement.get(row()) as T)
      statement.finalize()
      return rows
    }
    const values = (sql: string, params?: readonly unknown[]) => each<unknown[]>(sql, params, () => [])
    return {
      run: (sql) => void db.exec(sql),
      values,
      objects: (sql, params) => each<object>(sql, params, () => ({})),
      adapter: sqliteWasm(sqlite3, db),
      drizzle: (migrations) => drizzleOnProxy(values, migrations),
      get statements() {
        return count()
      },
      bytes: async () => pool.exportFile(file),
      async close() {
        db.close()
        pool.unlink(file)
      },
    }
  }
}
