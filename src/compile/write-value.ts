import type { Statement, Value } from '../adapter.js'

/** A statement as JavaScript, on one line. */
export const writeStatement = (statement: Statement): string =>
  typeof statement === 'string' ? JSON.stringify(statement) : `[${statement.map(writeValue).join(', ')}]`

/** A value as JavaScript; bytes are base64, for which the module needs `bytesHelper`. */
function writeValue(value: Value): string {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return `bytes(${JSON.stringify(base64(value))})`
  return Object.is(value, -0) ? '-0' : JSON.stringify(value)
}

/** What a module that has bytes begins with. */
export const bytesHelper = 'const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0))\n'

/** Whether one of the statements has bytes. */
export const hasBytes = (statements: readonly Statement[]): boolean =>
  statements.some((one) => typeof one !== 'string' && one.some((value) => value instanceof Uint8Array))

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Several things as a JavaScript list, a line each. */
export const writeLines = (lines: readonly string[]): string =>
  lines.length === 0 ? '[]' : `[\n${lines.map((line) => `${line},\n`).join('')}]`
