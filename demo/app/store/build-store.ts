import { type Migrations, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { SqlJsStatic } from 'sql.js'
import type { Release } from '../releases.js'

/** The database file that someone who stayed with a release would have, with the sample notes of that time. */
export async function buildStore(SQL: SqlJsStatic, migrations: Migrations, release: Release): Promise<Uint8Array> {
  const db = new SQL.Database()
  try {
    await upgrade(sqlJs(db), migrations, release.heads)
    release.seed(db, release.notes)
    return db.export()
  } finally {
    db.close()
  }
}
