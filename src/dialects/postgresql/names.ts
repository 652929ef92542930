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
