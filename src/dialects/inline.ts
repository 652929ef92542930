import { LimbeckError } from '../errors.js'
import type { Dialect, DialectStatement, EncodedValue } from './dialect.js'

/**
 * A statement as text, its parameters as literals where their placeholders were. Throws `invalid-operation` when there
 * are not as many as placeholders, or when one cannot be written as text, such as one with a NUL.
 */
export function inlineParams(dialect: Dialect, statement: DialectStatement): string {
  if (typeof statement === 'string') return statement
  const [sql, ...params] = statement
  const pieces: string[] = []
  let done = 0
  let wanted = 0
  for (const { token, position } of dialect.placeholders(sql)) {
    const end = token.start + token.text.length
    if (position >= 1 && position <= params.length) {
      const literal = dialect.inlined(params[position - 1] as EncodedValue)
      pieces.push(
        sql.slice(done, token.start),
        fit(sql.slice(Math.max(0, token.start - 2), token.start), literal, sql.slice(end, end + 1)),
      )
    }
    done = end
    wanted = Math.max(wanted, position < 1 ? Number.POSITIVE_INFINITY : position)
  }
  if (wanted === params.length) return [...pieces, sql.slice(done)].join('')
  const message = `A statement has ${params.length} parameters; its placeholders want ${wanted}: ${sql.trim()}`
  throw new LimbeckError('invalid-operation', message)
}

/** A literal between what stands beside it: a word must not grow, and a minus must not meet another, or come to bind less. */
function fit(before: string, literal: string, after: string): string {
  const listed = /[(,] ?$/.test(before) && /^[,)]/.test(after)
  const whole = literal.startsWith('-') && !listed ? `(${literal})` : literal
  return (/[\w$&\x80-\uFFFF]$/.test(before) ? ' ' : '') + whole + (/^[\w$\x80-\uFFFF]/.test(after) ? ' ' : '')
}
