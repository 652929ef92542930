// Kysely, as small as it can be: its Migrator, a driver for sql.js, of which it has none, and a store in IndexedDB.
import { get, set } from 'idb-keyval'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database, SqlJsStatic, SqlValue } from 'sql.js'

export const open = async (SQL: SqlJsStatic, name: string): Promise<Database> => new SQL.Database(await get(name))

export async function upgrade(database: Database, migrations: Record<string, Migration>): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver(database),
      createIntrospector: (one) => new SqliteIntrospector(one),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
  if (error) throw error
}

export const save = (db: Database, name: string): Promise<void> => set(name, db.export())

function driver(db: Database): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
      const statement = db.prepare(sql, parameters as SqlValue[])
      const rows: Row[] = []
      while (statement.step()) rows.push(statement.getAsObject() as Row)
      statement.free()
      return { rows }
    },
    streamQuery() {
      throw new Error('sql.js does not stream.')
    },
  }
  const run = (sql: string) => async (one: DatabaseConnection) => void (await one.executeQuery(CompiledQuery.raw(sql)))
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: run('BEGIN'),
    commitTransaction: run('COMMIT'),
    rollbackTransaction: run('ROLLBACK'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
}
