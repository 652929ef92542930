import type { Name } from '../../schema/naming.js'
import { isSql, type Sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'
import { type Code, call, fields, inOneLine, list } from './code.js'

/** A value, or an expression made with `sql`; what is undefined in an object is left out. */
export function renderValue(value: Encodable | Sql): Code {
  if (isSql(value)) return renderSql(value)
  if (typeof value === 'string') return renderText(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return renderNumber(value)
  if (value instanceof Date) return renderDate(value)
  if (value instanceof Uint8Array)
    return call('new Uint8Array', ...(value.length > 0 ? [list([...value].map(String))] : []))
  if (Array.isArray(value)) return list(value.map(renderValue))
  if (typeof value === 'object' && value !== null) return renderFields(value as Readonly<Record<string, unknown>>)
  return String(value)
}

/** How a field is rendered that is no plain value, by its name; undefined leaves it out. */
export type Special = Readonly<Record<string, (value: never) => Code | undefined>>

/** An object literal of what is not undefined. */
export const renderFields = (record: Readonly<Record<string, unknown>>, special: Special = {}): Code =>
  fields(entriesOf(record, special))

const entriesOf = (
  record: Readonly<Record<string, unknown>>,
  special: Special,
): readonly (readonly [key: string, value: Code])[] =>
  Object.entries(record).flatMap(([key, value]) => {
    if (value === undefined) return []
    const code = Object.hasOwn(special, key)
      ? (special[key] as (value: unknown) => Code | undefined)(value)
      : renderValue(value as Encodable)
    return code === undefined ? [] : [[renderKey(key), code] as const]
  })

/** Options as the last argument of a call, or none where nothing is said. */
export function renderOptions(record: object, special: Special = {}): readonly Code[] {
  const entries = entriesOf(record as Readonly<Record<string, unknown>>, special)
  return entries.length === 0 ? [] : [fields(entries)]
}

/** A name; `op` is there wherever a directive is. */
export const renderName = (name: Name): Code =>
  typeof name === 'string' ? renderText(name) : call('op.f', renderText(name.name))

/** A text in the quotes that take fewer escapes; where both do, in single ones. */
export function renderText(text: string): string {
  const count = (quote: string) => text.split(quote).length
  const quote = count("'") > count('"') ? '"' : "'"
  return `${quote}${escaped(text, quote).replaceAll('\n', '\\n')}${quote}`
}

/** SQL text, over several lines as it is. */
export const renderLines = (text: string): string => (text.includes('\n') ? `\`${template(text)}\`` : renderText(text))

function renderSql({ parts, params }: Sql): Code {
  // Formatters leave what stands in a template in its line.
  const param = (at: number) => `\${${inOneLine(renderValue(params[at] as Encodable))}}`
  const written = parts.map((part, at) => template(part) + (at < params.length ? param(at) : ''))
  return { kind: 'sql', text: `sql\`${written.join('')}\`` }
}

/** A text between backticks. A carriage return in the file would be read as a line feed. */
const template = (text: string): string => escaped(text, '`').replaceAll('${', '\\${')

function escaped(text: string, quote: string): string {
  const signs = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return signs.replace(hidden, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What cannot be seen in a file, or not be written to one: control signs but line feeds, and halves of Unicode signs. */
const hidden = /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu

function renderNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e')
  if (Number.isNaN(value)) return 'Number.NaN'
  return value > 0 ? 'Number.POSITIVE_INFINITY' : 'Number.NEGATIVE_INFINITY'
}

const renderDate = (date: Date): Code =>
  call('new Date', Number.isNaN(date.getTime()) ? 'Number.NaN' : renderText(date.toISOString()))

/** Written as a plain key, `__proto__` would be the object's prototype. */
function renderKey(key: string): string {
  if (key === '__proto__') return `['__proto__']`
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : renderText(key)
}
