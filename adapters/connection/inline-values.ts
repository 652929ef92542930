import type { Statement } from '../../src/adapter.js'
import { tokens } from './edge-statement.js'

/**
 * A statement whose only parameters are texts, for a connection that promises nothing about other kinds: bytes travel as
 * text, and whatever else it has is written where it stands.
 */
export function inlineValues(statement: Statement): readonly [sql: string, ...params: string[]] {
  const [sql, ...params] = typeof statement === 'string' ? [statement] : statement
  const texts: string[] = []
  const places = new Map<number, number>()
  let last = 0
  const write = (token: string, digits?: string) => {
    if (digits === undefined) return token
    const nth = Number(digits) || last + 1
    last = Math.max(last, nth)
    const value = params[nth - 1]
    const bytes = value instanceof Uint8Array
    if (!bytes && typeof value !== 'string') return literal(value ?? null)
    const place = places.get(nth) ?? texts.push(bytes ? hex(value) : value)
    places.set(nth, place)
    return bytes ? `unhex(?${place})` : `?${place}`
  }
  const written = sql.replace(tokens, write)
  // Too many, or too few, are for the database to refuse.
  return last === params.length ? [written, ...texts] : [sql, ...params.map(String)]
}

/** A value as SQLite reads it, without the affinity that a cast has, and without being the number of a column. */
function literal(value: null | number | bigint): string {
  if (value === null || Number.isNaN(value)) return 'NULL'
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return `+CAST(${value} AS INTEGER)`
  if (!Number.isFinite(value)) return value > 0 ? '9e999' : '-9e999'
  return /^-?\d{1,6}\.\d{1,6}$/.test(`${value}`) ? `${value}` : exactly(value)
}

/** SQLite reads decimals of many digits a little beside what they say: a whole number and powers of two are exact. */
function exactly(value: number): string {
  let [whole, exponent] = [value, 0]
  for (; !Number.isInteger(whole); exponent--) whole *= 2
  for (; Math.abs(whole) > Number.MAX_SAFE_INTEGER; exponent++) whole /= 2
  let sql = `1.0 * CAST(${whole} AS INTEGER)`
  for (let left = Math.abs(exponent); left > 0; left -= 62) {
    sql += ` ${exponent < 0 ? '/' : '*'} CAST(${2n ** BigInt(Math.min(left, 62))} AS INTEGER)`
  }
  return `(${sql})`
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
