import { isCode, type Tokenizer } from './token.js'

/**
 * The statements of a text, each without its semicolon; comments stay with the statement they stand in, and a text of
 * comments alone is none.
 */
export function splitStatements(tokens: Tokenizer, text: string): readonly string[] {
  const statements: string[] = []
  let start = -1
  let end = -1
  let empty = true
  const cut = () => {
    if (!empty) statements.push(text.slice(start, end))
    start = -1
    empty = true
  }
  for (const token of tokens(text)) {
    if (token.text === ';' && !token.nested) cut()
    else if (token.kind !== 'space') {
      if (start < 0) start = token.start
      end = token.start + token.text.length
      empty &&= !isCode(token)
    }
  }
  cut()
  return statements
}
