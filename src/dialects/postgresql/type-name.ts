import { LimbeckError } from '../../errors.js'
import type { ColumnType, Enumeration } from '../../schema/column-type.js'
import { names } from './names.js'
import { postgresqlTypes } from './words.js'

/** A type as PostgreSQL calls it, https://www.postgresql.org/docs/current/datatype.html. Throws `invalid-operation`. */
export function typeName(type: ColumnType): string {
  switch (type.type) {
    case 'smallInteger':
      return 'SMALLINT'
    case 'bigInteger':
      return 'BIGINT'
    case 'blob':
      return 'BYTEA'
    case 'double':
      return 'DOUBLE PRECISION'
    case 'dateTime':
      return `TIMESTAMP ${type.timezone ? 'WITH' : 'WITHOUT'} TIME ZONE`
    case 'time':
      return `TIME ${type.timezone ? 'WITH' : 'WITHOUT'} TIME ZONE`
    case 'float':
      return sized('FLOAT', [type.precision])
    case 'numeric':
      return sized('NUMERIC', [type.precision, type.scale])
    case 'string':
      return sized('VARCHAR', [type.length])
    case 'char':
      return sized('CHAR', [type.length])
    case 'enumeration':
      return isNative(type) ? ownName(type) : `VARCHAR(${Math.max(1, ...type.values.map((value) => value.length))})`
    case 'array':
      return typeName(type.item) + '[]'.repeat(type.dimensions)
    case 'raw':
      return type.text
    default:
      return type.type.toUpperCase()
  }
}

/** Throws `invalid-operation` where the database would take one of its own types for it. */
function ownName({ name, schema }: Enumeration): string {
  if (schema !== undefined || !postgresqlTypes.has(name)) return names.qualified(name, schema)
  const message = `The enumeration '${name}' has the name of one of PostgreSQL's own types, which would be taken for it: give it another name, or its schema.`
  throw new LimbeckError('invalid-operation', message)
}

const sized = (name: string, sizes: readonly (number | undefined)[]): string => {
  const given = sizes.filter((size) => size !== undefined)
  return given.length > 0 ? `${name}(${given.join(', ')})` : name
}

/** Whether an enumeration is a type of the database. */
export const isNative = ({ native = true }: Enumeration): boolean => native
