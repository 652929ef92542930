import type { RevisionModule } from 'limbeck'

/** Revisions in a line, r1 first, each with a way back. */
export const line = (
  count: number,
  sql: (nth: number) => string = (nth) => `SELECT ${nth}`,
): readonly RevisionModule[] =>
  Array.from({ length: count }, (_, at) => ({
    revision: `r${at + 1}`,
    downRevision: at === 0 ? null : `r${at}`,
    upgrade: (op) => op.execute(`SELECT '${at}'`),
    downgrade: (op) => op.execute(sql(at + 1)),
  }))
