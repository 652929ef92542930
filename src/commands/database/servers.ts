import { type PgClient, pg } from '../../../adapters/pg.js'
import { type PGliteDatabase, pglite } from '../../../adapters/pglite.js'
import type { TransactionalAdapter } from '../../adapter.js'
import { loadDriver } from '../../scratch/load-driver.js'
import { blockingSessions, type SecondClient } from './blocking-sessions.js'
import type { OpenDatabase } from './open-database.js'
import { type OnWait, tellingWaits } from './waiting.js'

interface Client extends PgClient {
  readonly processID?: number | null
  connect(): Promise<void>
  end(): Promise<void>
}

/** Connects to a PostgreSQL server, with the project's `pg`. What a run waits for there is told by a second connection. */
export async function openPostgres(url: string, folder: string, onWait?: OnWait): Promise<OpenDatabase> {
  const { Client } = (await loadDriver('pg', 'postgresql:', folder)) as unknown as {
    readonly Client: new (options: object) => Client
  }
  const connect = async () => {
    const client = new Client({ connectionString: url, application_name: 'limbeck' })
    await client.connect()
    return client
  }
  const client = await connect()
  const own = pg(client)
  let second: Promise<Client> | undefined
  const who = async () => {
    if (!client.processID) return []
    return blockingSessions((await (second ??= connect())) as unknown as SecondClient, client.processID)
  }
  // Not only its beginning waits: so does every statement on a table that somebody reads.
  const transaction: TransactionalAdapter['transaction'] = (work, options) =>
    tellingWaits(onWait, who, () => own.transaction(work, options))
  return {
    adapter: { ...own, transaction },
    async close() {
      await (await second?.catch(() => undefined))?.end()
      await client.end()
    },
  }
}

/** Opens a folder of PGlite, with the project's `@electric-sql/pglite`. */
export async function openPglite(data: string, folder: string): Promise<OpenDatabase> {
  const { PGlite } = (await loadDriver('@electric-sql/pglite', 'pglite:', folder)) as unknown as {
    readonly PGlite: { create(data: string): Promise<PGliteDatabase & { close(): Promise<void> }> }
  }
  const db = await PGlite.create(data)
  return { adapter: pglite(db), close: () => db.close() }
}
