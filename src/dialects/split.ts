// One alternative per token that matters; everything else passes one character at a time. A doubled quote is two tokens
// side by side, so that no text is too long for the pattern. Sources: https://sqlite.org/lang_comment.html,
// https://www.postgresql.org/docs/current/sql-syntax-lexical.html
const token =
  /'[^']*'?|"[^"]*"?|`[^`]*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|[A-Za-z_]\w*|\s+|[\s\S]/g

/** A piece of an SQL text: a word, a sign, a quoted text or name, a comment, or white space. */
export interface Token {
  readonly text: string
  readonly start: number
  readonly kind: 'comment' | 'space' | 'code'
}

/** The tokens of an SQL text; put together they are the text. */
export function* tokens(sql: string): Generator<Token> {
  for (const match of sql.matchAll(token)) yield { text: match[0], start: match.index, kind: kindOf(match[0]) }
}

const kindOf = (text: string): Token['kind'] =>
  text.startsWith('--') || text.startsWith('/*') ? 'comment' : text.trim() === '' ? 'space' : 'code'

/**
 * The statements of an SQL text, each without its semicolon; comments stay with the statement they stand in, and a text
 * of comments alone is none. Knows quoted text and names, comments and dollar quotes. A `CREATE TRIGGER` ends, as in
 * SQLite's own sqlite3_complete (https://sqlite.org/c3ref/complete.html), where an `END` stands alone between semicolons.
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = []
  let words: string[] = []
  let start = 0
  const end = (at: number) => {
    if (words.length > 0) statements.push(sql.slice(start, at).trim())
    words = []
    start = at + 1
  }
  for (const { text, start: at, kind } of tokens(sql)) {
    if (kind !== 'code') continue
    const trigger = words[0] === 'create' && words.slice(1, 4).includes('trigger')
    if (text === ';' && (!trigger || words.slice(-2).join(' ') === '; end')) end(at)
    else words.push(text.toLowerCase())
  }
  end(sql.length)
  return statements
}
