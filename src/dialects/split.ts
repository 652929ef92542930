// One alternative per token that matters; everything else passes one character at a time. Sources:
// https://sqlite.org/lang_comment.html, https://www.postgresql.org/docs/current/sql-syntax-lexical.html
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|[A-Za-z_]\w*|;|[\s\S]/g

/**
 * The statements of an SQL text, each without its semicolon; comments stay with the statement they stand in, and a text
 * of comments alone is none. Knows quoted text and names, comments, dollar quotes, and that semicolons inside the
 * `BEGIN … END` of a `CREATE TRIGGER` end nothing.
 */
export function splitStatements(text: string): readonly string[] {
  const statements: string[] = []
  let words: string[] = []
  let depth = 0
  let start = 0
  const end = (at: number) => {
    if (words.length > 0) statements.push(text.slice(start, at).trim())
    words = []
    depth = 0
  }
  for (const match of text.matchAll(token)) {
    const [part] = match
    if (part === ';' && depth === 0) {
      end(match.index)
      start = match.index + 1
    } else if (part.trim() !== '' && !part.startsWith('--') && !part.startsWith('/*')) {
      const word = part.toLowerCase()
      words.push(word)
      if (isTrigger(words) && (word === 'begin' || word === 'case')) depth++
      if (depth > 0 && word === 'end') depth--
    }
  }
  end(text.length)
  return statements
}

const isTrigger = (words: readonly string[]): boolean => words[0] === 'create' && words.slice(1, 4).includes('trigger')
