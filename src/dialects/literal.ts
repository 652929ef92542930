import { LimbeckError } from '../errors.js'
import type { Encodable } from '../schema/value.js'
import type { EncodedValue } from './dialect.js'

/** Text as a literal of standard SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Bytes as hexadecimal digits. */
export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** A dialect's `encode`, from what differs: how booleans are held, and which whole numbers. */
export const encoderOf =
  (ofBoolean: (value: boolean) => EncodedValue, holds: (value: bigint) => boolean) =>
  (value: Encodable): EncodedValue => {
    if (value === null || (typeof value === 'string' && isSendable(value))) return value
    if (typeof value === 'boolean') return ofBoolean(value)
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (typeof value === 'bigint' && holds(value)) return value
    // A subclass such as Node's Buffer says of itself what JSON should be: plain bytes only.
    if (value instanceof Uint8Array) return value.constructor === Uint8Array ? value : new Uint8Array(value)
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
    if (typeof value === 'object' && !(value instanceof Date)) return json(value)
    throw unstorable(value)
  }

/** Whether a database is sent a text as it is: SQL ends at a NUL, and half a Unicode sign is replaced by another. */
export const isSendable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text)

function json(value: Exclude<Encodable, null | string | number | bigint | boolean>): string {
  const exact = (_: string, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) throw unstorable(part)
    return part
  }
  try {
    const text = JSON.stringify(value, exact) as string | undefined
    if (text !== undefined) return text
  } catch (error) {
    throw error instanceof LimbeckError ? error : unstorable(value, error)
  }
  throw unstorable(value)
}

/** The error of a value that no database can hold. */
function unstorable(value: unknown, cause?: unknown): LimbeckError {
  const said =
    typeof value === 'string' ? JSON.stringify(value) : typeof value === 'object' ? 'An object' : String(value)
  const message = `${said} cannot be stored: use null, a finite number, a 64-bit integer, a valid date, JSON or Unicode text without NUL.`
  return new LimbeckError('invalid-operation', message, cause)
}
