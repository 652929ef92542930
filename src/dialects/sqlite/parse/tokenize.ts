import type { Token } from '../../token.js'
import { endOfToken, kindOfToken } from '../tokens.js'

/** A piece of SQL text that means something. */
export interface SqlToken {
  /** A word stands bare: a keyword or a name; a name is quoted by `"`, `` ` `` or brackets. */
  readonly kind: 'string' | 'name' | 'blob' | 'number' | 'word' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The tokens of an SQL text as SQLite reads it, without white space and comments. */
export function tokenize(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  for (let start = 0; start < sql.length; ) {
    const end = endOfToken(sql, start)
    const kind = kindOfToken(sql, start, end)
    if (kind !== 'space' && kind !== 'comment') {
      const text = sql.slice(start, end)
      tokens.push({ kind: kindOf(kind, text), text, start, end })
    }
    start = end
  }
  return tokens
}

function kindOf(kind: Token['kind'], text: string): SqlToken['kind'] {
  if (kind === 'word') return /^[\d.]/.test(text) ? 'number' : 'word'
  if (kind !== 'quoted') return 'sign'
  return text.startsWith("'") ? 'string' : /^x/i.test(text) ? 'blob' : 'name'
}

/** The name that a token spells: without its quotes. */
export function nameOf({ kind, text }: SqlToken): string {
  if (kind === 'word') return text
  const quote = text.charAt(0)
  return quote === '[' ? text.slice(1, -1) : text.slice(1, -1).replaceAll(quote + quote, quote)
}

/** Names as SQLite compares them: without regard to the case of ASCII letters, and of those only. */
export const fold = (name: string): string =>
  /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name

/** Whether two names are one to SQLite. */
export const sameName = (one: string, other: string): boolean => fold(one) === fold(other)
