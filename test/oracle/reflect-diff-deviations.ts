import { newDatabase, rows } from '../database.js'
import type { ReflectDiffDifference } from './reflect-diff.js'

/** What Alembic sees and we do not, on purpose. Each is a row of docs/coming-from-alembic.md. */
export interface ReflectDiffDeviation {
  readonly name: string
  readonly reason: string
  /** Whether what Alembic sees is of the kind that the deviation is about, and our answer the documented one. */
  applies(difference: ReflectDiffDifference): boolean
}

/** The value that a column has by default, and its kind. */
function kindAndValue(type: unknown, text: unknown): string {
  const bare = String(text).replaceAll(/[\s()]/g, '')
  if (/^current_/i.test(bare)) return bare.toLowerCase()
  // In brackets a name in quotes would be no text.
  const value = text === null || /^"[^"]*"$/.test(String(text)) ? String(text) : `(${text})`
  const db = newDatabase(`CREATE TABLE t (a ${String(type)} DEFAULT ${value}); INSERT INTO t DEFAULT VALUES`)
  const given = JSON.stringify(rows(db, 'SELECT quote(a), typeof(a) FROM t'))
  db.close()
  return given
}

const fold = (text: string): string => text.toLowerCase()

/** Whether ours is a rename to the same name in other letters. */
const isRespelt = ({ ours }: ReflectDiffDifference, table: string, column: string): boolean =>
  ours.some((words) => {
    const [, from, to] = /^Renamed column '(.*)' to '(.*)'$/.exec(words) ?? []
    const [place, name = ''] = [from?.slice(0, table.length + 1), from?.slice(table.length + 1)]
    return place === `${table}.` && fold(name) === fold(column) && fold(to ?? '') === fold(column)
  })

export const reflectDiffDeviations: readonly ReflectDiffDeviation[] = [
  {
    name: 'diff-leaves-sqlites-own-tables',
    reason: 'Tables that SQLite keeps for itself are no part of a schema.',
    applies: ({ element }) => element?.[0] === 'remove_table' && element[1].name === 'sqlite_sequence',
  },
  {
    name: 'diff-compares-what-defaults-give',
    reason:
      'Defaults that differ in white space, brackets, letters or quotes only are the same, and NULL is no default.',
    applies: ({ element }) => {
      if (element?.[0] !== 'modify_default') return false
      const { existingType } = element[4] as { readonly existingType?: string }
      return kindAndValue(existingType, element[5]) === kindAndValue(existingType, element[6])
    },
  },
  {
    name: 'diff-renames-to-other-letters',
    reason:
      'A column whose name differs in the case of letters only is the same to SQLite, and is renamed with its values.',
    applies: (one) => {
      const { element } = one
      if (element?.[0] === 'add_column' || element?.[0] === 'remove_column')
        return isRespelt(one, element[2], element[3].name)
      if (element?.[0] !== 'remove_fk' && element?.[0] !== 'add_fk') return false
      return (element[1].columns ?? []).some((column) => isRespelt(one, element[1].table, column))
    },
  },
  {
    name: 'diff-knows-that-row-ids-are-not-null',
    reason: 'An INTEGER PRIMARY KEY holds no NULL, whether it says so or not.',
    applies: ({ case: { database, target }, element }) =>
      element?.[0] === 'modify_nullable' &&
      [...database, ...target].some((sql) =>
        new RegExp(`"?${element[3]}"? INTEGER (NOT NULL )?PRIMARY KEY`, 'i').test(sql),
      ),
  },
]
