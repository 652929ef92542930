import type { ColumnType } from '../../schema/column-type.js'
import type { StoredType } from './stored-type.js'

/** What node-postgres gives for a column of PostgreSQL, and takes for it, unless it is told otherwise. */
export function postgresqlType(type: ColumnType, quote: (text: string) => string): StoredType {
  switch (type.type) {
    case 'smallInteger':
    case 'integer':
    case 'float':
    case 'real':
    case 'double':
      return { select: 'number' }
    // They have more digits than a number does.
    case 'bigInteger':
      return { select: 'string', insert: 'bigint | number | string' }
    case 'numeric':
      return { select: 'string', insert: 'number | string' }
    case 'boolean':
      return { select: 'boolean' }
    case 'date':
    case 'dateTime':
      return { select: 'Date', insert: 'Date | string' }
    case 'json':
    case 'jsonb':
      return { select: 'unknown', insert: 'string' }
    case 'blob':
      return { select: 'Uint8Array' }
    case 'enumeration':
      return { select: type.values.map(quote).join(' | ') || 'never' }
    case 'array':
      return arrayOf(postgresqlType(type.item, quote), type.dimensions)
    case 'interval':
      return { select: 'unknown', insert: 'string' }
    case 'raw':
      return isText(type.text) ? { select: 'string' } : { select: 'unknown' }
    default:
      return { select: 'string' }
  }
}

function arrayOf({ select, insert }: StoredType, dimensions: number): StoredType {
  const list = (item: string) => (item.includes(' ') ? `(${item})` : item) + '[]'.repeat(dimensions)
  return { select: list(select), ...(insert === undefined ? {} : { insert: list(insert) }) }
}

/** Types that drivers leave as the text that PostgreSQL sends. */
const isText = (words: string): boolean =>
  /^("char"|bpchar|name|citext|inet|cidr|macaddr8?|money|xml|ts(vector|query)|bit( varying)?|time|int[48](multi)?range|(num|ts|tstz|date)(multi)?range)\b/.test(
    words,
  ) || words.startsWith('"char"')
