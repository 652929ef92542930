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
    const code = sql.charCodeAt(start)
    // Nearly all of a schema is spaces, plain words, brackets and commas: no pattern is tried on these.
    let end = isSpace(code) ? endOfSpace(sql, start) : start
    if (end === start) {
      let kind: SqlToken['kind'] | undefined
      if (code === 40 || code === 41 || code === 44) {
        kind = 'sign'
        end = start + 1
      } else if (isLetter(code) && sql.charCodeAt(start + 1) !== 39) {
        kind = 'word'
        end = endOfWord(sql, start)
      } else {
        end = endOfToken(sql, start)
        kind = kindOf(sql, start, end)
      }
      if (kind) tokens.push({ kind, text: sql.slice(start, end), start, end })
    }
    start = end
  }
  return tokens
}

/** A space, tab, line feed, form feed or carriage return. */
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11)

/** A vertical tab is white space only after other white space. */
function endOfSpace(sql: string, start: number): number {
  let end = start + 1
  for (let code = sql.charCodeAt(end); isSpace(code) || code === 11 || code === 0xfeff; ) code = sql.charCodeAt(++end)
  return end
}

/** A letter of ASCII, or the underline. */
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

function endOfWord(sql: string, start: number): number {
  let end = start + 1
  for (let code = sql.charCodeAt(end); goesOn(code); ) code = sql.charCodeAt(++end)
  return end
}

/** A word goes on with letters, digits, `$`, and every sign outside of ASCII. */
const goesOn = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57) || code === 36 || code >= 128

/** What a token is; undefined for white space and comments. */
function kindOf(sql: string, start: number, end: number): SqlToken['kind'] | undefined {
  const kind = kindOfToken(sql, start, end)
  if (kind === 'space' || kind === 'comment') return undefined
  const first = sql.charAt(start)
  if (kind === 'word') return /[\d.]/.test(first) ? 'number' : 'word'
  if (kind !== 'quoted') return 'sign'
  return first === "'" ? 'string' : /x/i.test(first) ? 'blob' : 'name'
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
