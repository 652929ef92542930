import { existsSync } from 'node:fs'
import type { Adapter } from '../../adapter.js'
import { parseDatabaseUrl } from './database-url.js'

/** A database that was opened for a command. */
export interface OpenDatabase {
  readonly adapter: Adapter
  close(): void | Promise<void>
}

/** How a database is opened. */
export interface OpenOptions {
  /** A SQLite file that is not there is not made: it is as an empty one. */
  readonly readOnly?: boolean
}

/**
 * Opens the database of an address. Drivers are those of the project that `folder` lies in. Throws `driver-missing`,
 * `database-unreachable`, `database-locked`, `unsafe-database`, and what a driver throws.
 */
export async function openDatabase(
  url: string,
  folder: string,
  { readOnly = false }: OpenOptions = {},
): Promise<OpenDatabase> {
  const where = parseDatabaseUrl(url, folder)
  switch (where.kind) {
    case 'sqlite':
      return openSqlite(readOnly && !existsSync(where.file) ? ':memory:' : where.file)
    case 'postgresql':
      return (await import('./servers.js')).openPostgres(where.url, folder)
    case 'pglite':
      return (await import('./servers.js')).openPglite(where.folder, folder)
    case 'd1':
      return (await import('./local-d1.js')).openLocalD1(where.database, folder)
  }
}

async function openSqlite(file: string): Promise<OpenDatabase> {
  const { hasNodeSqlite, openNodeSqlite } = await import('./node-sqlite.js')
  return hasNodeSqlite() ? openNodeSqlite(file) : (await import('./wasm-sqlite.js')).openWasmSqlite(file)
}
