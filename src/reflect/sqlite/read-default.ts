import { isSendable } from '../../dialects/literal.js'
import { literal } from '../../dialects/sqlite/literal.js'
import { readTokens } from '../../dialects/sqlite/parse/token-reader.js'
import { nameOf } from '../../dialects/sqlite/parse/tokenize.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { Sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'

/**
 * A default as `column()` takes it: as a value where that writes the same one, else as SQL. Undefined for NULL, which is
 * as good as none.
 */
export function readDefault(text: string, type: ColumnType): Encodable | Sql | undefined {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return numberAs(type, Number(text))
  if (/^'[^']*'$/.test(text)) return stringOr(text.slice(1, -1), text)
  const bare = unwrap(text)
  const tokens = readTokens(bare).tokens
  const [first, second] = tokens
  if (first && tokens.length === 1) {
    if (first.kind === 'string') return stringOr(nameOf(first), bare)
    if (first.kind === 'blob') return bytes(first.text.slice(2, -1))
    if (first.kind === 'word' && /^null$/i.test(bare)) return undefined
    if (first.kind === 'word' && /^(true|false)$/i.test(bare)) return numberAs(type, /^t/i.test(bare) ? 1 : 0)
    if (first.kind === 'word' && /^current_(time|date|timestamp)$/i.test(bare)) return sqlText(bare.toUpperCase())
    // A name outside of brackets is a text to SQLite, in quotes or not.
    if ((first.kind === 'word' || first.kind === 'name') && bare === text.trim()) return stringOr(nameOf(first), bare)
  }
  const digits = first?.kind === 'number' ? first : first?.text === '-' && tokens.length === 2 ? second : undefined
  if (digits?.kind === 'number') {
    const number = exactNumber(`${first === digits ? '' : '-'}${digits.text}`)
    if (number !== undefined && tokens.length === (first === digits ? 1 : 2)) return numberAs(type, number)
  }
  return sqlText(bare)
}

const sqlText = (text: string): Sql => ({ kind: 'sql', parts: [text], params: [] })

const stringOr = (text: string, written: string): string | Sql => (isSendable(text) ? text : sqlText(written))

const bytes = (digits: string): Uint8Array =>
  new Uint8Array((digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))

/** A number that is written like this, and no other way. */
function exactNumber(text: string): number | bigint | undefined {
  const number = Number(text)
  if (literal(number) === text && !Object.is(number, -0)) return number
  if (!/^-?[1-9]\d*$/.test(text)) return undefined
  const whole = BigInt(text)
  return BigInt.asIntN(64, whole) === whole ? whole : undefined
}

/** What a person would write for the 1 and 0 of a column that is called BOOLEAN. */
const numberAs = (type: ColumnType, number: number | bigint): number | bigint | boolean =>
  type.type === 'boolean' && (number === 0 || number === 1) ? number === 1 : number

/** What stands in the brackets that hold all of a text. */
export function unwrap(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('(')) return trimmed
  const reader = readTokens(trimmed)
  if (!reader.isNext('(')) return trimmed
  const { start, end } = reader.parentheses()
  return reader.done() ? unwrap(trimmed.slice(start, end)) : trimmed
}
