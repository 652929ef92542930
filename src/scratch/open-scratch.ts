import { resolve } from 'node:path'
import { type PGliteDatabase, pglite } from '../../adapters/pglite.js'
import type { Engine, TransactionalAdapter } from '../adapter.js'
import { loadDriver } from './load-driver.js'
import { loadWasmSqlite, wasmSqlite } from './wasm-sqlite.js'

/** A database that nobody else sees, and that is gone when it is closed. */
export interface Scratch {
  readonly adapter: TransactionalAdapter
  close(): Promise<void>
}

/**
 * Opens an empty database in memory that speaks as an engine does: the SQLite that comes with Limbeck, whatever SQLite
 * this Node has, so that everyone gets the same; for PostgreSQL the project's PGlite. Foreign keys are enforced where the
 * engine always enforces them. Throws `driver-missing` without PGlite.
 */
export async function openScratch(engine: Engine, folder = '.'): Promise<Scratch> {
  if (engine === 'postgresql') {
    const { PGlite } = (await loadDriver(
      '@electric-sql/pglite',
      'A scratch database of PostgreSQL',
      resolve(folder),
    )) as {
      readonly PGlite: { create(): Promise<PGliteDatabase & { close(): Promise<void> }> }
    }
    const db = await PGlite.create()
    return { adapter: pglite(db), close: () => db.close() }
  }
  const db = new (await loadWasmSqlite()).Database()
  db.exec(`PRAGMA foreign_keys = ${engine === 'sqlite' ? 'OFF' : 'ON'}`)
  return { adapter: { ...wasmSqlite(db), engine }, close: async () => db.close() }
}
