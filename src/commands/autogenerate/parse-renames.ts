import { LimbeckError } from '../../errors.js'
import type { DatabaseSchema } from '../../schema/database.js'

/** Tables and columns that have other names in the target, by the names that they have in the database. */
export interface Renames {
  readonly tables: Readonly<Record<string, string>>
  readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/**
 * Reads what was written of renames: `note:memo` is a table's, `note.body:text` a column's; on PostgreSQL either may have a
 * schema before it. The table of a column may be called as it is in the database, or in the target. Throws `invalid-argument`.
 */
export function parseRenames(written: readonly string[], database: DatabaseSchema, target: DatabaseSchema): Renames {
  const names = namesIn(database)
  const all = new Set([...names, ...namesIn(target)])
  const renamed: Record<string, string> = {}
  const columns: Record<string, Record<string, string>> = {}
  for (const one of written) {
    const [from = '', to = '', ...more] = one.split(':')
    if (from === '' || to === '' || more.length > 0) {
      throw new LimbeckError('invalid-argument', `'${one}' is no rename: write TABLE:NEW, or TABLE.COLUMN:NEW.`)
    }
    const dot = from.lastIndexOf('.')
    const [table, column] = [from.slice(0, Math.max(dot, 0)), from.slice(dot + 1)]
    // The new name may be written as the old one was, with all that stands before it.
    const name = to.slice(to.lastIndexOf('.') + 1)
    if (names.has(from)) renamed[from] = name
    else if (all.has(table)) columns[table] = { ...columns[table], [column]: name }
    else {
      const known = [...names].join(', ') || 'none'
      throw new LimbeckError(
        'invalid-argument',
        `'${one}': the database has no table '${table || from}'; it has ${known}.`,
      )
    }
  }
  return { tables: renamed, columns }
}

const namesIn = ({ tables }: DatabaseSchema): ReadonlySet<string> =>
  new Set(tables.map(({ table, options: { schema } }) => (schema ? `${schema}.${table}` : table)))
