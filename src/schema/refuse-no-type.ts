import { LimbeckError } from '../errors.js'
import type { ColumnType } from './column-type.js'

const plain: ReadonlySet<unknown> = new Set([
  ...['bigInteger', 'blob', 'boolean', 'date', 'dateTime', 'double', 'integer', 'interval', 'json', 'jsonb', 'real'],
  ...['smallInteger', 'text', 'time', 'uuid'],
])

/** Throws `invalid-operation` unless something is a column type that a database could have. */
export function refuseNoType(column: string, type: unknown): void {
  const why = fault(type)
  if (why !== undefined) throw new LimbeckError('invalid-operation', `The type of column '${column}' ${why}.`)
}

function fault(given: unknown): string | undefined {
  const type = (typeof given === 'object' && given !== null ? given : {}) as Partial<ColumnType>
  if (plain.has(type.type)) return undefined
  switch (type.type) {
    case 'char':
    case 'string':
      return size('length', type.length)
    case 'float':
      return size('precision', type.precision)
    case 'numeric':
      if (type.scale !== undefined && type.precision === undefined) return 'has a scale, but no precision'
      return size('precision', type.precision) ?? size('scale', type.scale, 0)
    case 'array':
      return size('number of dimensions', type.dimensions) ?? fault(type.item)
    case 'raw':
      return typeof type.text === 'string' ? undefined : "has no words: write raw('…')"
    case 'enumeration':
      return valuesFault(type.name, type.values)
    default:
      return `is none${type.type === undefined ? '' : `, '${type.type}'`}: call it, as in text(), or write raw('…')`
  }
}

function size(what: string, value: unknown, least = 1): string | undefined {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least)) return undefined
  return `has a ${what} of ${String(value)}: it takes a whole number from ${least} on`
}

/** What is wrong with the values of an enumeration. */
function valuesFault(name: unknown, values: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') return "has no name: write enumeration('mood', ['glad', 'sad'])"
  if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) {
    return `, '${name}', takes its values as a list of texts`
  }
  const twice = values.find((value, at) => values.indexOf(value) !== at)
  return twice === undefined ? undefined : `, '${name}', has the value '${twice}' twice`
}
