import { newDatabase, rows } from '../../database.js'
import { applyTo, reflectDb } from '../on-sqlite.js'
import type { PairDatabase } from './check-pair.js'
import { sqlitePalette } from './model.js'

/** Pairs on SQLite in memory; with foreign keys enforced in every other one. */
export function sqlJsPairs(): PairDatabase {
  let db = newDatabase()
  let count = 0
  return {
    palette: sqlitePalette,
    async start(statements) {
      db.close()
      db = newDatabase(`PRAGMA foreign_keys = ${count++ % 4 < 2 ? 'ON' : 'OFF'}; BEGIN`)
      for (const statement of statements) db.exec(statement)
      db.exec('COMMIT')
    },
    reflect: () => reflectDb(db),
    apply: (operations) => applyTo(db, operations),
    query: async (sql) => rows(db, sql),
  }
}
