import type { ColumnType, Enumeration } from '../../schema/column-type.js'
import { names } from './names.js'

/** A type as PostgreSQL calls it, https://www.postgresql.org/docs/current/datatype.html. */
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
      return isNative(type)
        ? names.qualified(type.name, type.schema)
        : `VARCHAR(${Math.max(1, ...type.values.map((value) => value.length))})`
    case 'array':
      return typeName(type.item) + '[]'.repeat(type.dimensions)
    case 'raw':
      return type.text
    default:
      return type.type.toUpperCase()
  }
}

const sized = (name: string, sizes: readonly (number | undefined)[]): string => {
  const given = sizes.filter((size) => size !== undefined)
  return given.length > 0 ? `${name}(${given.join(', ')})` : name
}

/** Whether an enumeration is a type of the database. */
export const isNative = ({ native = true }: Enumeration): boolean => native
