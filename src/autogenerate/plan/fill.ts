import type { ColumnType } from '../../schema/column-type.js'
import { type Sql, sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'

/**
 * A value that says nothing, for rows whose values are lost and whose column takes no NULL; undefined where none is known.
 */
export function emptyValue(type: ColumnType): Encodable | Sql | undefined {
  switch (type.type) {
    case 'smallInteger':
    case 'integer':
    case 'bigInteger':
    case 'numeric':
    case 'float':
    case 'real':
    case 'double':
      return 0
    case 'boolean':
      return false
    case 'text':
    case 'string':
    case 'char':
      return ''
    case 'blob':
      return new Uint8Array()
    case 'date':
      return '1970-01-01'
    case 'dateTime':
      return '1970-01-01 00:00:00'
    case 'time':
      return '00:00:00'
    case 'json':
    case 'jsonb':
      return sql`'null'`
    case 'uuid':
      return '00000000-0000-0000-0000-000000000000'
    case 'enumeration':
      return type.values[0]
    case 'array':
      return sql`'{}'`
    default:
      return undefined
  }
}
