import { headMatches, type Placeholder, type Token, tokenizerOf } from '../token.js'

// https://sqlite.org/src/file/src/tokenize.c: a comment ends at its first */, every sign outside of ASCII is a letter, a
// byte order mark is white space, and a name after $ may go on with ::more(and this).
const token =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[ \t\n\f\r\uFEFF][ \t\n\v\f\r\uFEFF]*|[xX]?'[^']*(?:''[^']*)*'?|"[^"]*(?:""[^"]*)*"?|`[^`]*(?:``[^`]*)*`?|\[[^\]]*\]?|\?\d*|[$@:#](?:[\w$\x80-\uFFFF]+|::)+(?:\([^\s)]*\)?)?|(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?|[\w\x80-\uFFFF])[\w$\x80-\uFFFF]*|[\s\S]/y

/** Where the token ends that begins at a place: no list is made of it, as a schema has tens of thousands. */
export function endOfToken(sql: string, start: number): number {
  token.lastIndex = start
  token.test(sql)
  return token.lastIndex
}

/** What a token is, by what it begins with, and whether it goes on. A schema has tens of thousands: no pattern is tried. */
export function kindOfToken(sql: string, start: number, end: number): Token['kind'] {
  const code = sql.charCodeAt(start)
  if (code === 32 || (code >= 9 && code <= 13 && code !== 11) || code === 0xfeff) return 'space'
  // A blob is x'…', in either case.
  if (code === 120 || code === 88) return sql.charCodeAt(start + 1) === 39 ? 'quoted' : 'word'
  if (isWord(code)) return 'word'
  if (code === 39 || code === 34 || code === 96 || code === 91) return 'quoted'
  const first = sql.charAt(start)
  if (end - start === 1) return first === '?' ? 'parameter' : 'sign'
  if (first === '.') return 'word'
  return first === '-' || first === '/' ? 'comment' : 'parameter'
}

/** A letter or digit of ASCII, the underline, and every sign outside of ASCII. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code >= 128

/** The mere tokens of SQLite's SQL: bytes are quoted, and a quote that is doubled is part of what it stands in. */
export function* scan(sql: string): Generator<Token> {
  for (let start = 0; start < sql.length; ) {
    const end = endOfToken(sql, start)
    yield { text: sql.slice(start, end), start, kind: kindOfToken(sql, start, end) }
    start = end
  }
}

const trigger = /^(explain (query plan )?)?create (temp |temporary )?trigger /

// A trigger ends, as in SQLite's own sqlite3_complete (https://sqlite.org/c3ref/complete.html), where an END follows a
// semicolon: no statement of its body begins with that.
const follow = () => {
  const begins = headMatches(trigger, 6)
  let [before, last] = ['', '']
  return (token: Token) => {
    before = last
    last = token.kind === 'quoted' ? '' : token.text.toLowerCase()
    return begins(token) && !(before === ';' && last === 'end')
  }
}

/** The tokens of SQLite's SQL. */
export const tokens = tokenizerOf(scan, follow)

/** Where parameters go; those without a number take the next one, those of one name share it: https://sqlite.org/c3ref/bind_blob.html */
export function* placeholders(sql: string): Generator<Placeholder> {
  const named = new Map<string, number>()
  let last = 0
  for (const token of scan(sql)) {
    const { kind, text } = token
    if (kind !== 'parameter') continue
    const position = /^\?\d/.test(text) ? Number(text.slice(1)) : (text !== '?' && named.get(text)) || last + 1
    if (text !== '?') named.set(text, position)
    last = Math.max(last, position)
    yield { token, position }
  }
}
