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
      return `VARCHAR(${Math.max(...type.values.map((value) => value.length))})`
    case 'array':
      throw new LimbeckError('invalid-operation', 'SQLite has no arrays: use json(), or a table of its own.')
    case 'raw':
      return type.text
    default:
      return type.type.toUpperCase()
  }
}

const sized = (name: string, length: number | undefined): string => (length === undefined ? name : `${name}(${length})`)
