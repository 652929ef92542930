import { LimbeckError } from '../../errors.js'
import type { Encodable } from '../../schema/value.js'
import type { EncodedValue } from '../dialect.js'
import { hex, quoted, unstorable } from '../literal.js'

/** A value as a literal. Throws `invalid-operation` for one that SQLite cannot hold. */
export function literal(value: Encodable): string {
  const encoded = encode(value)
  if (encoded === null) return 'NULL'
  if (encoded instanceof Uint8Array) return `X'${hex(encoded)}'`
  return typeof encoded === 'string' ? quoted(encoded) : String(encoded)
}

/** A value as SQLite holds it: booleans as 1 and 0, dates in ISO 8601, JSON as text. Throws `invalid-operation`. */
export function encode(value: Encodable): EncodedValue {
  // SQL ends text at a NUL: what comes after would be lost.
  if (value === null || (typeof value === 'string' && !value.includes('\0'))) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value
  // A subclass such as Node's Buffer says of itself what JSON should be: plain bytes only.
  if (value instanceof Uint8Array) return value.constructor === Uint8Array ? value : new Uint8Array(value)
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
  if (typeof value === 'object' && !(value instanceof Date)) return JSON.stringify(value)
  throw new LimbeckError('invalid-operation', unstorable(value))
}
