import sqlite3InitModule from '@sqlite.org/sqlite-wasm'
import { sqliteWasm } from 'limbeck/adapters/sqlite-wasm'

/** What the package says of itself is what the adapter takes. */
export const open = async () => {
  const sqlite3 = await sqlite3InitModule()
  const { OpfsSAHPoolDb } = await sqlite3.installOpfsSAHPoolVfs({ name: 'notes' })
  return [
    sqliteWasm(sqlite3, new sqlite3.oo1.DB(':memory:')),
    sqliteWasm(sqlite3, new sqlite3.oo1.OpfsDb('/notes.db'), { store: 'notes' }),
    sqliteWasm(sqlite3, new OpfsSAHPoolDb('/notes.db'), { store: 'notes' }),
  ]
}
