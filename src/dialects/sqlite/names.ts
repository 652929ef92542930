import type { Names } from '../constraint-sql.js'
import { identifierOf } from '../identifier.js'
import { sqliteKeywords } from './words.js'

const identifier = identifierOf({ keywords: sqliteKeywords })

/** A name, quoted where it must be. */
export const names: Names = {
  identifier,
  qualified: (name, schema) => (schema === undefined ? '' : `${identifier(schema)}.`) + identifier(name),
}

/** In a table's own definition: references stay within its schema, and cannot name it. */
export const localNames: Names = { identifier, qualified: identifier }
