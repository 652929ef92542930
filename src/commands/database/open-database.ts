import { existsSync } from 'node:fs'
import type { Adapter } from '../../adapter.js'
import { LimbeckError } from '../../errors.js'
import { parseDatabaseUrl } from './database-url.js'

/** A database that was opened for a command. */
export interface OpenDatabase {
  readonly adapter: Adapter
  close(): void | Promise<void>
}

/**
 * Opens the database of an address. Drivers are those of the project that `folder` lies in. Throws `driver-missing`,
 * `database-unreachable`, `database-locked`, `unsafe-database`.
 */
export async function openDatabase(
  url: string,
  folder: string,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<OpenDatabase> {
  const where = parseDatabaseUrl(url, folder)
  switch (where.kind) {
    case 'sqlite': {
      // What is not there is empty, and a command that only reads does not make it.
      const file = readOnly && !existsSync(where.file) ? ':memory:' : where.file
      return (await import('./wasm-sqlite.js')).openWasmSqlite(file)
    }
    default:
      throw new LimbeckError('driver-missing', `There is no driver for ${where.kind} yet.`)
  }
}
