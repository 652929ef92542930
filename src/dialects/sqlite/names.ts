import { LimbeckError } from '../../errors.js'
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

/** Throws `invalid-operation` for a name that SQLite gives to no table or index. */
export function refuseReserved(name: string): void {
  if (!/^sqlite_/i.test(name)) return
  throw new LimbeckError('invalid-operation', `'${name}': SQLite keeps names that begin with sqlite_ to itself.`)
}
