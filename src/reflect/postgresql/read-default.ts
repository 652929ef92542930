import { isSendable } from '../../dialects/literal.js'
import { tokens } from '../../dialects/postgresql/tokens.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { Sql } from '../../schema/sql.js'
import type { Encodable, Json } from '../../schema/value.js'

/**
 * A default as `column()` takes it: as a value where PostgreSQL writes that one like this, else as SQL. Undefined for
 * NULL, which is as good as none.
 */
export function readDefault(text: string, type: ColumnType): Encodable | Sql | undefined {
  const sql: Sql = { kind: 'sql', parts: [text], params: [] }
  if (/^null(::.*)?$/is.test(text)) return undefined
  if (type.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if (isNumeric(type)) return readNumber(text) ?? sql
  const [quoted, cast] = readText(text)
  if (quoted === undefined || cast !== castOf(type) || !isSendable(quoted)) return sql
  switch (type.type) {
    case 'blob':
      return /^\\x([\da-f]{2})*$/.test(quoted) ? bytes(quoted.slice(2)) : sql
    case 'json':
    case 'jsonb':
      return readJson(quoted, type.type) ?? quoted
    case 'array':
      return quoted === '{}' ? [] : sql
    default:
      return quoted
  }
}

const isNumeric = ({ type }: ColumnType): boolean =>
  ['smallInteger', 'integer', 'bigInteger', 'real', 'double', 'float', 'numeric'].includes(type)

/** Numbers below zero, and those that take 64 bits, PostgreSQL writes as texts with their types. */
function readNumber(text: string): number | bigint | undefined {
  const [, digits, cast] = /^'(-?[\d.]+)'::(integer|bigint|numeric)$/.exec(text) ?? []
  const number = digits ?? text
  if (/^(0|-?[1-9]\d{0,18})$/.test(number)) {
    const whole = BigInt(number)
    if (cast !== castOfWhole(whole)) return undefined
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole
  }
  const isDecimal = /^-?(0|[1-9]\d*)\.\d+$/.test(number) && String(Number(number)) === number
  return isDecimal && cast === (number.startsWith('-') ? 'numeric' : undefined) ? Number(number) : undefined
}

function castOfWhole(whole: bigint): string | undefined {
  if (BigInt.asIntN(32, whole) === whole) return whole < 0n ? 'integer' : undefined
  return BigInt.asIntN(64, whole) === whole ? 'bigint' : 'numeric'
}

/** The text and the type of `'…'::type`. */
function readText(text: string): readonly [text?: string, cast?: string] {
  const parts = [...tokens(text)]
  const colons = parts.findIndex(({ text: sign }, at) => sign === ':' && parts[at + 1]?.text === ':')
  const first = parts.slice(0, colons)
  if (colons < 1 || first.some(({ kind }) => kind !== 'quoted')) return []
  const written = first.map((part) => part.text).join('')
  if (!/^(E?'|')/.test(written)) return []
  const inner = written.replace(/^E?'/, '').slice(0, -1).replaceAll("''", "'")
  const value = written.startsWith('E') ? inner.replaceAll('\\\\', '\\') : inner
  return [value, text.slice((parts[colons]?.start ?? 0) + 2)]
}

const casts: Readonly<Partial<Record<ColumnType['type'], string>>> = {
  text: 'text',
  string: 'character varying',
  char: 'bpchar',
  date: 'date',
  interval: 'interval',
  json: 'json',
  jsonb: 'jsonb',
  uuid: 'uuid',
  blob: 'bytea',
}

/** What PostgreSQL casts a text to that is a column's default. */
function castOf(type: ColumnType): string | undefined {
  if (type.type === 'dateTime') return `timestamp ${type.timezone ? 'with' : 'without'} time zone`
  if (type.type === 'time') return `time ${type.timezone ? 'with' : 'without'} time zone`
  if (type.type === 'enumeration') return enumerationName(type.name, type.schema)
  if (type.type === 'array') {
    const item = castOf(type.item) ?? numbers[type.item.type as keyof typeof numbers]
    return item && `${item}[]`
  }
  return casts[type.type]
}

const numbers = {
  smallInteger: 'smallint',
  integer: 'integer',
  bigInteger: 'bigint',
  boolean: 'boolean',
  real: 'real',
  double: 'double precision',
  numeric: 'numeric',
}

const enumerationName = (name: string, schema: string | undefined): string =>
  (schema === undefined ? [name] : [schema, name])
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.')

const bytes = (digits: string): Uint8Array =>
  new Uint8Array((digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))

/** A list or an object that comes back as the same JSON. */
function readJson(
  text: string,
  type: 'json' | 'jsonb',
): readonly Json[] | { readonly [key: string]: Json } | undefined {
  try {
    const value = JSON.parse(text) as Json
    // The signs of a text that `jsonb` puts white space after stand outside of quotes.
    const dense = type === 'json' ? text : text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
    return typeof value === 'object' && value !== null && JSON.stringify(value) === dense ? value : undefined
  } catch {
    return undefined
  }
}
