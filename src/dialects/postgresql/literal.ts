import type { Encodable, Json } from '../../schema/value.js'
import type { EncodedValue } from '../dialect.js'
import { encoderOf, hex, quoted } from '../literal.js'

/** A value as a literal, which reads the same whatever `standard_conforming_strings` says. Throws `invalid-operation`. */
export function literal(value: Encodable): string {
  if (typeof value === 'boolean') return String(value)
  const encoded = encode(value)
  if (encoded === null) return 'NULL'
  if (encoded instanceof Uint8Array) return `E'\\\\x${hex(encoded)}'::bytea`
  if (typeof encoded !== 'string') return String(encoded)
  return encoded.includes('\\') ? `E${quoted(encoded.replaceAll('\\', '\\\\'))}` : quoted(encoded)
}

/** A value as a parameter: booleans as `true` and `false`, dates in ISO 8601, JSON as text. Throws `invalid-operation`. */
export const encode = encoderOf(String, () => true)

/** A parameter as text. A bare number would have a type of its own: it is no JSON, and no text to compare with. */
export const inlined = (value: EncodedValue): string =>
  typeof value === 'number' || typeof value === 'bigint' ? quoted(literal(value)) : literal(value)

/** A list as a literal of an array, https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO. */
export const arrayLiteral = (list: readonly Json[]): string => literal(braces(list))

function braces(list: readonly Json[]): string {
  const items = list.map((item) => {
    if (Array.isArray(item)) return braces(item)
    if (item === null || typeof item === 'number' || typeof item === 'boolean') return String(item)
    const text = typeof item === 'string' ? item : JSON.stringify(item)
    return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
  })
  return `{${items.join(',')}}`
}
