import type { Encodable } from '../../schema/value.js'
import { encoderOf, hex, quoted } from '../literal.js'

/** A value as a literal. Throws `invalid-operation` for one that SQLite cannot hold. */
export function literal(value: Encodable): string {
  const encoded = encode(value)
  if (encoded === null) return 'NULL'
  if (encoded instanceof Uint8Array) return `X'${hex(encoded)}'`
  return typeof encoded === 'string' ? quoted(encoded) : String(encoded)
}

/** A value as SQLite holds it: booleans as 1 and 0, dates in ISO 8601, JSON as text. Throws `invalid-operation`. */
export const encode = encoderOf(Number, (value) => BigInt.asIntN(64, value) === value)
