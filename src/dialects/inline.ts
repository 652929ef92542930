import type { Dialect, DialectStatement, EncodedValue } from './dialect.js'
import { placeholdersOf } from './placeholders.js'

/**
 * A statement as text, its parameters as literals where their placeholders were. Throws `invalid-operation` when there
 * are not as many as placeholders, or when one cannot be written as text, such as one with a NUL.
 */
export function inlineParams(dialect: Dialect, statement: DialectStatement): string {
  if (typeof statement === 'string') return statement
  const [sql, ...params] = statement
  const pieces: string[] = []
  let done = 0
  for (const { token, position } of placeholdersOf(dialect, statement)) {
    const end = token.start + token.text.length
    const literal = dialect.inlined(params[position - 1] as EncodedValue)
    const before = sql.slice(Math.max(0, token.start - 2), token.start)
    pieces.push(sql.slice(done, token.start), fit(before, literal, sql.slice(end, end + 1)))
    done = end
  }
  return [...pieces, sql.slice(done)].join('')
}

/** A literal between what stands beside it: a word must not grow, and a minus must not meet another, or come to bind less. */
function fit(before: string, literal: string, after: string): string {
  const listed = /[(,] ?$/.test(before) && /^[,)]/.test(after)
  const whole = literal.startsWith('-') && !listed ? `(${literal})` : literal
  return (/[\w$&\x80-\uFFFF]$/.test(before) ? ' ' : '') + whole + (/^[\w$\x80-\uFFFF]/.test(after) ? ' ' : '')
}
