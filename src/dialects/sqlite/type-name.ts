import { LimbeckError } from '../../errors.js'
import type { ColumnType } from '../../schema/column-type.js'

/** A type's name; SQLite takes its affinity from it (https://sqlite.org/datatype3.html#determination_of_column_affinity). */
export function typeName(type: ColumnType): string {
  switch (type.type) {
    case 'smallInteger':
      return 'SMALLINT'
    case 'bigInteger':
      return 'BIGINT'
    case 'dateTime':
    case 'interval':
      return 'DATETIME'
    case 'jsonb':
      return 'JSON'
    case 'uuid':
      return 'CHAR(36)'
    case 'numeric': {
      const size = [type.precision, type.scale].filter((part) => part !== undefined)
      return size.length > 0 ? `NUMERIC(${size.join(', ')})` : 'NUMERIC'
    }
    case 'string':
      return sized('VARCHAR', type.length)
    case 'char':
      return sized('CHAR', type.length)
    case 'enumeration':
      return `VARCHAR(${Math.max(1, ...type.values.map((value) => value.length))})`
    case 'array':
      throw new LimbeckError('invalid-operation', 'SQLite has no arrays: use json(), or a table of its own.')
    case 'raw':
      return type.text
    default:
      return type.type.toUpperCase()
  }
}

/**
 * A type's name in a STRICT table, which takes six (https://sqlite.org/stricttables.html). Throws `invalid-operation` for
 * those that none of the six can hold.
 */
export function strictTypeName(type: ColumnType): string {
  switch (type.type) {
    case 'smallInteger':
    case 'integer':
    case 'bigInteger':
    case 'boolean':
      return 'INTEGER'
    case 'float':
    case 'real':
    case 'double':
      return 'REAL'
    case 'blob':
      return 'BLOB'
    case 'array':
      return typeName(type)
    case 'numeric':
    case 'raw':
      if (type.type === 'raw' && /^(int|integer|real|text|blob|any)$/i.test(type.text)) return type.text
      throw new LimbeckError('invalid-operation', `${typeName(type)} is no type of a strict table: ${instead}.`)
    default:
      return 'TEXT'
  }
}

const instead = "take integer(), real(), text(), blob() or raw('ANY')"

const sized = (name: string, length: number | undefined): string => (length === undefined ? name : `${name}(${length})`)
