// The tokens of https://sqlite.org/draft/tokenreq.html. A doubled quote is part of the quoted text; a text that is not
// closed runs to the end, as SQLite would not have stored it.
const pattern =
  /(?<space>[ \t\n\v\f\r\uFEFF]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'[^']*(?:''[^']*)*'?)|(?<name>"[^"]*(?:""[^"]*)*"?|`[^`]*(?:``[^`]*)*`?|\[[^\]]*\]?)|(?<blob>[xX]'[^']*'?)|(?<number>0[xX][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?)|(?<word>[A-Za-z_\u{80}-\u{10ffff}][\w$\u{80}-\u{10ffff}]*)|(?<sign>->>|->|\|\||<<|>>|<=|>=|==|<>|!=|[\s\S])/gu

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
  for (const match of sql.matchAll(pattern)) {
    const [text] = match
    const [kind] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? ['sign']
    if (kind !== 'space') {
      tokens.push({ kind: kind as SqlToken['kind'], text, start: match.index, end: match.index + text.length })
    }
  }
  return tokens
}

/** The name that a token spells: without its quotes. */
export function nameOf({ kind, text }: SqlToken): string {
  if (kind === 'word') return text
  const quote = text.charAt(0)
  return quote === '[' ? text.slice(1, -1) : text.slice(1, -1).replaceAll(quote + quote, quote)
}

/** Names as SQLite compares them: without regard to the case of ASCII letters, and of those only. */
export const fold = (name: string): string => name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** Whether two names are one to SQLite. */
export const sameName = (one: string, other: string): boolean => fold(one) === fold(other)
