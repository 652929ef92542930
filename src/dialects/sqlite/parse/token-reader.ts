import { LimbeckError } from '../../../errors.js'
import type { Name, Span } from './table-definition.js'
import { nameOf, type SqlToken, tokenize } from './tokenize.js'

/** Reads an SQL text token by token. */
export interface TokenReader {
  readonly sql: string
  readonly tokens: readonly SqlToken[]
  /** The token `ahead` of the next one. */
  peek(ahead?: number): SqlToken | undefined
  next(): SqlToken
  /** The word or sign that is next, in capitals; undefined for what is quoted, a number, and the end. */
  word(): string | undefined
  /** Takes the words or signs, all of them or none. */
  take(first: string, second?: string, third?: string): boolean
  /** Takes a word or sign that has to be there, and gives it. */
  expect(word: string): SqlToken
  /** Whether the next tokens are these words or signs, in any case of letters, not quoted. */
  isNext(first: string, second?: string, third?: string): boolean
  /** Takes a name, quoted or not. */
  name(): Name
  /** Takes what stands in parentheses, them included, and gives the place of what is within. */
  parentheses(): Span
  /** Where the token that was taken last ends. */
  end(): number
  /** Whether nothing is left. */
  done(): boolean
}

/** Begins to read. The methods throw `unsupported-operation` for a text that is not the SQL they are asked for. */
export function readTokens(sql: string): TokenReader {
  const tokens = tokenize(sql)
  let at = 0
  const fail = (wanted: string): never => {
    const found = tokens[at]
    const where = found ? `'${found.text}' at character ${found.start + 1}` : 'the end'
    const message = `Expected ${wanted} but found ${where} in the database's own SQL: ${sql}`
    throw new LimbeckError('unsupported-operation', message)
  }
  // Each is asked for many times. What is quoted is no word.
  const words = tokens.map(({ kind, text }) => (kind === 'word' || kind === 'sign' ? text.toUpperCase() : undefined))
  const reader: TokenReader = {
    sql,
    tokens,
    peek: (ahead = 0) => tokens[at + ahead],
    next: () => tokens[at++] ?? fail('more'),
    word: () => words[at],
    isNext: (first, second, third) =>
      words[at] === first &&
      (second === undefined || words[at + 1] === second) &&
      (third === undefined || words[at + 2] === third),
    take(first, second, third) {
      if (!reader.isNext(first, second, third)) return false
      at += third !== undefined ? 3 : second !== undefined ? 2 : 1
      return true
    },
    expect: (word) => (reader.isNext(word) ? reader.next() : fail(word)),
    name() {
      const token = tokens[at]
      const kind = token?.kind
      if (!token || (kind !== 'word' && kind !== 'name' && kind !== 'string')) return fail('a name')
      at++
      return { name: nameOf(token), start: token.start, end: token.end }
    },
    parentheses() {
      const start = reader.expect('(').end
      for (let depth = 1; ; ) {
        const token = reader.next()
        if (token.text === '(') depth++
        if (token.text === ')' && --depth === 0) return { start, end: token.start }
      }
    },
    // No getters: with them, V8 takes each reader for a thing of another kind.
    end: () => tokens[at - 1]?.end ?? 0,
    done: () => at >= tokens.length,
  }
  return reader
}
