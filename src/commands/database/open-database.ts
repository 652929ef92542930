import { existsSync } from 'node:fs'
import type { Adapter } from '../../adapter.js'
import { parseDatabaseUrl } from './database-url.js'
import type { OnWait } from './waiting.js'

/** A database that was opened for a command. */
export interface OpenDatabase {
  readonly adapter: Adapter
  close(): void | Promise<void>
}

/** How a database is opened. */
export interface OpenOptions {
  /** A SQLite file that is not there is not made: it is as an empty one. */
  readonly readOnly?: boolean
  /** Told when somebody else holds what is waited for. */
  readonly onWait?: OnWait | undefined
  /** The variables of the process, when they are to be others: they have what no address should hold. */
  readonly variables?: Readonly<Record<string, string | undefined>>
}

/**
 * Opens the database of an address. Drivers are those of the project that `folder` lies in. Throws `driver-missing`,
 * `invalid-configuration`, `database-unreachable`, `database-locked`, `unsafe-database`, and what a driver throws.
 */
export async function openDatabase(
  url: string,
  folder: string,
  { readOnly = false, onWait, variables = process.env }: OpenOptions = {},
): Promise<OpenDatabase> {
  const where = parseDatabaseUrl(url, folder)
  switch (where.kind) {
    case 'sqlite':
      return openSqlite(readOnly && !existsSync(where.file) ? ':memory:' : where.file, onWait)
    case 'postgresql':
      return (await import('./servers.js')).openPostgres(where.url, folder, onWait)
    case 'pglite':
      return (await import('./servers.js')).openPglite(where.folder, folder)
    case 'd1':
      return (await import('./local-d1.js')).openLocalD1(where.database, folder)
    case 'd1-http':
      return (await import('./remote-d1.js')).openRemoteD1(where.database, variables)
  }
}

async function openSqlite(file: string, onWait: OnWait | undefined): Promise<OpenDatabase> {
  const { hasNodeSqlite, openNodeSqlite } = await import('./node-sqlite.js')
  if (hasNodeSqlite()) return openNodeSqlite(file, onWait)
  return (await import('./wasm-sqlite.js')).openWasmSqlite(file, onWait)
}
