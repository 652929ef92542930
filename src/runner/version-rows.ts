import { text } from './literal.js'
import { versionTable } from './version-table.js'

/** How the version table is made: Alembic's shape and constraint name. */
export const createVersionTable = `CREATE TABLE IF NOT EXISTS ${versionTable} (version_num VARCHAR(32) NOT NULL, CONSTRAINT ${versionTable}_pkc PRIMARY KEY (version_num))`

/**
 * A statement that breaks NOT NULL, and with it the transaction, unless the version rows as a whole are these. Two
 * runners therefore never apply the same revision, whatever locks there are.
 */
export function guard(rows: readonly string[]): string {
  const differs = (where: string) => `(SELECT count(*) FROM ${versionTable}${where}) <> ${rows.length}`
  // No revision is called '': it is there because a list of none is no SQL.
  const others = differs(` WHERE version_num IN (${['', ...rows].map(text)})`)
  return `INSERT INTO ${versionTable} (version_num) SELECT NULL WHERE ${differs('')} OR ${others}`
}

/** The statements that take version rows away and add others. */
export function changeRows(gone: readonly string[], come: readonly string[]): readonly string[] {
  return [
    ...(gone[0] ? [`DELETE FROM ${versionTable} WHERE version_num IN (${gone.map(text)})`] : []),
    ...(come[0] ? [`INSERT INTO ${versionTable} (version_num) VALUES (${come.map(text).join('),(')})`] : []),
  ]
}
