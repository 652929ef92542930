import { LimbeckError } from '../../errors.js'
import type { Names } from '../constraint-sql.js'
import { identifierOf } from '../identifier.js'
import { postgresqlKeywords } from './words.js'

// NAMEDATALEN - 1: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
const identifier = identifierOf({ keywords: postgresqlKeywords, maxLength: 63 })

/** A name, quoted where it must be. */
export const names: Names = {
  identifier,
  qualified: (name, schema) => (schema === undefined ? '' : `${identifier(schema)}.`) + identifier(name),
}

// https://www.postgresql.org/docs/current/ddl-system-columns.html
const systemColumns: readonly string[] = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']

/** The name of a new column. Throws `invalid-operation` for one that every table has already. */
export function columnName(name: string): string {
  if (!systemColumns.includes(name)) return identifier(name)
  throw new LimbeckError('invalid-operation', `PostgreSQL has a column '${name}' of its own in every table.`)
}
