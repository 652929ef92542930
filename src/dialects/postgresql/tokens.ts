import { headMatches, type Placeholder, type Token, tokenizerOf } from '../token.js'

// https://www.postgresql.org/docs/current/sql-syntax-lexical.html, src/backend/parser/scan.l: every sign outside of ASCII
// is a letter, a carriage return alone ends a line too, and -- and /* begin a comment also inside of an operator. Of block
// comments, escapes and dollar quotes only the beginning is matched.
const beginning =
  /(--[^\n\r]*|\/\*)|([ \t\n\v\f\r]+|^\uFEFF)|([eE]')|(\$(?:[A-Za-z_\x80-\uFFFF][\w\x80-\uFFFF]*)?\$)|('[^']*'?|"[^"]*"?)|(\$\d+)|(\d\w*|[A-Za-z_\x80-\uFFFF][\w$\x80-\uFFFF]*)|([\s\S])/y
const found = ['comment', 'space', 'escapes', 'dollars', 'quoted', 'parameter', 'word', 'sign'] as const

function* scan(sql: string): Generator<Token> {
  const pattern = new RegExp(beginning)
  // E'a' goes on in quotes on another line, which are read with backslashes too.
  let continues: 'no' | 'on another line' | 'here' = 'no'
  for (let start = 0; start < sql.length; start = pattern.lastIndex) {
    pattern.lastIndex = start
    const match = pattern.exec(sql) as RegExpExecArray
    const begun = match[0]
    const kind = found[match.indexOf(begun, 1) - 1] as (typeof found)[number]
    const escapes = kind === 'escapes' || (continues === 'here' && begun.startsWith("'"))
    if (escapes) pattern.lastIndex = endOfEscapes(sql, start + begun.indexOf("'") + 1)
    else if (kind === 'dollars') pattern.lastIndex = endOfDollars(sql, start, begun)
    else if (begun === '/*') pattern.lastIndex = endOfComment(sql, start)
    const text = sql.slice(start, pattern.lastIndex)
    yield { text, start, kind: kind === 'escapes' || kind === 'dollars' ? 'quoted' : kind }
    if (escapes) continues = 'on another line'
    else if (kind !== 'space' && !begun.startsWith('--')) continues = 'no'
    else if (continues !== 'no' && /[\n\r]/.test(begun)) continues = 'here'
  }
}

function endOfEscapes(sql: string, from: number): number {
  for (const { 0: text, index } of matches(/\\[\s\S]|''?/g, sql, from)) if (text === "'") return index + 1
  return sql.length
}

function endOfDollars(sql: string, start: number, quote: string): number {
  const at = sql.indexOf(quote, start + quote.length)
  return at < 0 ? sql.length : at + quote.length
}

/** Block comments nest. */
function endOfComment(sql: string, start: number): number {
  let depth = 0
  for (const { 0: text, index } of matches(/\/\*|\*\//g, sql, start)) {
    depth += text === '/*' ? 1 : -1
    if (depth === 0) return index + 2
  }
  return sql.length
}

function matches(pattern: RegExp, text: string, from: number): Iterable<RegExpExecArray> {
  pattern.lastIndex = from
  return text.matchAll(pattern)
}

const routine = /^create (or replace )?(function|procedure) /

// The body of a routine stands between BEGIN ATOMIC and END. A CASE has an END too, unless it is a name, after a dot or AS.
const follow = () => {
  const begins = headMatches(routine, 4)
  let last = ''
  let blocks = 0
  return (token: Token, brackets: number) => {
    const word = token.kind === 'word' ? token.text.toLowerCase() : token.text
    if (!begins(token)) return false
    if (blocks === 0) blocks = last === 'begin' && word === 'atomic' && brackets === 0 ? 1 : 0
    else if (last !== '.' && last !== 'as') blocks += word === 'case' ? 1 : word === 'end' ? -1 : 0
    last = word
    return blocks > 0
  }
}

/** The tokens of PostgreSQL's SQL, where `standard_conforming_strings` is on. */
export const tokens = tokenizerOf(scan, follow)

/** Where parameters go: `$1`, `$2`. */
export function* placeholders(sql: string): Generator<Placeholder> {
  for (const token of scan(sql)) {
    if (token.kind === 'parameter') yield { token, position: Number(token.text.slice(1)) }
  }
}
