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

/** What a token is, by what it begins with, and whether it goes on. */
export function kindOfToken(sql: string, start: number, end: number): Token['kind'] {
  const first = sql.charAt(start)
  const isLong = end - start > 1
  if (/[ \t\n\f\r\uFEFF]/.test(first)) return 'space'
  if (/['"`[]/.test(first)) return 'quoted'
  if (/[\w\x80-\uFFFF]/.test(first)) return /[xX]/.test(first) && sql.charAt(start + 1) === "'" ? 'quoted' : 'word'
  if (!isLong) return first === '?' ? 'parameter' : 'sign'
  if (first === '.') return 'word'
  return first === '-' || first === '/' ? 'comment' : 'parameter'
}

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
