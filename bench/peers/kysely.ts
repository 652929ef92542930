import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

export type KyselyMigrations = Readonly<Record<string, Migration>>

/** One statement a migration. */
export const toKysely = (statements: readonly string[]): KyselyMigrations =>
  Object.fromEntries(
    statements.map((one, at) => [
      String(at).padStart(6, '0'),
      {
        async up(db: Kysely<unknown>) {
          await sql.raw(one).execute(db)
        },
      },
    ]),
  )

/** Kysely's Migrator over the smallest driver for a client that is not asynchronous. */
export function kyselyOn(
  objects: (sql: string, params: readonly unknown[]) => object[],
  migrations: KyselyMigrations,
): () => Promise<void> {
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver(objects),
      createIntrospector: (one) => new SqliteIntrospector(one),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  return async () => {
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
  }
}

function driver(objects: (sql: string, params: readonly unknown[]) => object[]): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery) => ({ rows: objects(sql, parameters) as Row[] }),
    streamQuery() {
      throw new Error('There are no streams.')
    },
  }
  const run = (text: string) => async () => void objects(text, [])
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
