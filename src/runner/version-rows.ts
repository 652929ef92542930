import { literal } from './literal.js'

/**
 * A statement that breaks the journal's NOT NULL, and with it the transaction, unless the version rows as a whole are
 * these. Two runners therefore never apply the same revision, whatever locks there are, and whatever the version table
 * is like.
 */
export function guard(table: string, journal: string, rows: readonly string[]): string {
  const differs = (where: string) => `(SELECT count(*) FROM ${table}${where}) <> ${rows.length}`
  // No revision is called '': it is there because a list of none is no SQL.
  const others = differs(` WHERE version_num IN (${['', ...rows].map(literal)})`)
  return `INSERT INTO ${journal} (format) SELECT NULL WHERE ${differs('')} OR ${others}`
}

/** The statements that make version rows of others. */
export function changeRows(table: string, from: readonly string[], to: readonly string[]): readonly string[] {
  const gone = new Set(from)
  const come = to.filter((id) => !gone.delete(id))
  return [
    ...(gone.size ? [`DELETE FROM ${table} WHERE version_num IN (${[...gone].map(literal)})`] : []),
    ...(come[0] ? [`INSERT INTO ${table} (version_num) VALUES (${come.map(literal).join('),(')})`] : []),
  ]
}
