import { text, texts } from './literal.js'
import { versionTable } from './version-table.js'

/** How the version table is made: Alembic's shape and constraint name. */
export const createVersionTable = `CREATE TABLE IF NOT EXISTS ${versionTable} (version_num VARCHAR(32) NOT NULL, CONSTRAINT ${versionTable}_pkc PRIMARY KEY (version_num))`

/**
 * A statement that breaks NOT NULL, and with it the transaction, unless the version rows as a whole are these. Two
 * runners therefore never apply the same revision, whatever locks there are.
 */
export function guard(rows: readonly string[]): string {
  const count = `(SELECT count(*) FROM ${versionTable}`
  const other = rows.length > 0 ? ` OR ${count} WHERE version_num IN (${texts(rows)})) <> ${rows.length}` : ''
  return `INSERT INTO ${versionTable} (version_num) SELECT NULL WHERE ${count}) <> ${rows.length}${other}`
}

/** The statements that turn one set of version rows into another. */
export function changeRows(from: readonly string[], to: readonly string[]): readonly string[] {
  const gone = from.filter((id) => !to.includes(id))
  const come = to.filter((id) => !from.includes(id))
  return [
    ...(gone.length > 0 ? [`DELETE FROM ${versionTable} WHERE version_num IN (${texts(gone)})`] : []),
    ...(come.length > 0
      ? [`INSERT INTO ${versionTable} (version_num) VALUES ${come.map((id) => `(${text(id)})`).join(', ')}`]
      : []),
  ]
}
