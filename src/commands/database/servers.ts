import { type PgClient, pg } from '../../../adapters/pg.js'
import { type PGliteDatabase, pglite } from '../../../adapters/pglite.js'
import { loadDriver } from '../../scratch/load-driver.js'
import type { OpenDatabase } from './open-database.js'

/** Connects to a PostgreSQL server, with the project's `pg`. */
export async function openPostgres(url: string, folder: string): Promise<OpenDatabase> {
  const { Client } = (await loadDriver('pg', 'postgresql:', folder)) as unknown as {
    readonly Client: new (options: object) => PgClient & { connect(): Promise<void>; end(): Promise<void> }
  }
  const client = new Client({ connectionString: url, application_name: 'limbeck' })
  await client.connect()
  return { adapter: pg(client), close: () => client.end() }
}

/** Opens a folder of PGlite, with the project's `@electric-sql/pglite`. */
export async function openPglite(data: string, folder: string): Promise<OpenDatabase> {
  const { PGlite } = (await loadDriver('@electric-sql/pglite', 'pglite:', folder)) as unknown as {
    readonly PGlite: { create(data: string): Promise<PGliteDatabase & { close(): Promise<void> }> }
  }
  const db = await PGlite.create(data)
  return { adapter: pglite(db), close: () => db.close() }
}
