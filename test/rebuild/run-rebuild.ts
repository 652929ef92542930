import type { Database } from 'sql.js'
import type { Dialect } from '../../src/dialects/dialect.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { factsQuery } from '../../src/rebuild/facts.js'
import { type Rebuild, rebuild } from '../../src/rebuild/rebuild.js'
import type { ColumnChange, TableAlteration, TableChange } from '../../src/schema/table-change.js'

/** The rows of the query that `rebuild` is given. */
export function factsOf(db: Database): readonly Readonly<Record<string, unknown>>[] {
  const [found] = db.exec(factsQuery)
  return (found?.values ?? []).map((values) =>
    Object.fromEntries(values.map((value, nth) => [found?.columns[nth] as string, value])),
  )
}

/** An alteration of some changes. */
export const altering = (
  table: string,
  changes: readonly TableChange[],
  rest: Partial<TableAlteration> = {},
): TableAlteration => ({ table, changes, recreate: 'auto', ...rest })

/** A change of one column. */
export const alterColumn = (column: string, to: ColumnChange): TableChange => ({
  ...{ kind: 'alterColumn', column, to, existing: {} },
})

/** Alters a table in a transaction, and gives how it was done. An error leaves nothing. */
export function runRebuild(db: Database, alteration: TableAlteration, dialect: Dialect = sqlite): Rebuild {
  db.exec('BEGIN')
  try {
    const made = rebuild(factsOf(db), alteration, dialect)
    for (const statement of made.statements) db.exec(statement)
    db.exec('COMMIT')
    return made
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
