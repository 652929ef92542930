import { text } from './literal.js'

/**
 * A statement that breaks the journal's NOT NULL, and with it the transaction, unless the version rows as a whole are
 * these. Two runners therefore never apply the same revision, whatever locks there are, and whatever the version table
 * is like.
 */
export function guard(table: string, journal: string, rows: readonly string[]): string {
  const differs = (where: string) => `(SELECT count(*) FROM ${table}${where}) <> ${rows.length}`
  // No revision is called '': it is there because a list of none is no SQL.
  const others = differs(` WHERE version_num IN (${['', ...rows].map(text)})`)
  return `INSERT INTO ${journal} (format) SELECT NULL WHERE ${differs('')} OR ${others}`
}

/** The statements that take version rows away and add others. */
export function changeRows(table: string, gone: readonly string[], come: readonly string[]): readonly string[] {
  return [
    ...(gone[0] ? [`DELETE FROM ${table} WHERE version_num IN (${gone.map(text)})`] : []),
    ...(come[0] ? [`INSERT INTO ${table} (version_num) VALUES (${come.map(text).join('),(')})`] : []),
  ]
}
