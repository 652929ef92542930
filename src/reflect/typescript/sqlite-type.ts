import { affinity } from '../../dialects/sqlite/affinity.js'
import { sqlite } from '../../dialects/sqlite/index.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { StoredType } from './stored-type.js'

/**
 * What a column of SQLite holds: what Limbeck's own operations store in it, and else what its affinity makes of values
 * (https://sqlite.org/datatype3.html). A boolean is a number, 1 or 0.
 */
export function sqliteType(type: ColumnType): StoredType {
  // A date is text to Limbeck, whatever SQLite thinks of the word.
  if (/date|time|json|interval/i.test(sqlite.type(type))) return { select: 'string' }
  if (type.type === 'raw' && /^(any)?$/i.test(type.text)) return { select: 'number | string | Uint8Array' }
  switch (affinity(sqlite.type(type))) {
    case 'TEXT':
      return { select: 'string' }
    case 'BLOB':
      return { select: 'Uint8Array' }
    default:
      return { select: 'number' }
  }
}
