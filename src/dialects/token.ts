/** A piece of an SQL text. A quote that is doubled inside of quoted text may end one token and begin the next. */
export interface Token {
  readonly text: string
  readonly start: number
  /** `word`: a keyword, a plain name or a number; `quoted`: text or a name in quotes. */
  readonly kind: 'comment' | 'space' | 'quoted' | 'parameter' | 'word' | 'sign'
}

/** A token, and whether it stands where a semicolon ends no statement: in brackets, or in a trigger's or routine's body. */
export interface NestedToken extends Token {
  readonly nested: boolean
}

/** The tokens of an SQL text, in linear time; put together they are the text. What nothing ends goes on to the end. */
export type Tokenizer = (sql: string) => Iterable<NestedToken>

/** Where a parameter goes. */
export interface Placeholder {
  readonly token: Token
  /** Which of the parameters, counted from 1. */
  readonly position: number
}

/** Whether a token is more than white space or a comment. */
export const isCode = ({ kind }: Token): boolean => kind !== 'space' && kind !== 'comment'

/**
 * A dialect's tokens, from the mere ones and from what makes a follower for each statement, which is told its code and how
 * many brackets are open, and says whether a body has begun and not ended.
 */
export const tokenizerOf = (
  scan: (sql: string) => Iterable<Token>,
  follow: () => (token: Token, brackets: number) => boolean,
): Tokenizer =>
  function* (sql) {
    let inBody = follow()
    let brackets = 0
    let nested = false
    for (const token of scan(sql)) {
      if (token.text === ';' && !nested) {
        inBody = follow()
        brackets = 0
      } else if (isCode(token)) {
        brackets = Math.max(0, brackets + (token.text === '(' ? 1 : token.text === ')' ? -1 : 0))
        nested = inBody(token, brackets) || brackets > 0
      }
      const { text, start, kind } = token
      yield { text, start, kind, nested }
    }
  }

/** The code of a statement outside of brackets and bodies, in lower case, each piece after a space, up to a number of them. */
export function outline(tokens: Iterable<NestedToken>, count = Number.POSITIVE_INFINITY): string {
  const pieces: string[] = []
  for (const token of tokens) {
    if (!isCode(token) || token.nested) continue
    pieces.push(` ${token.text.toLowerCase()}`)
    if (pieces.length === count) break
  }
  return pieces.join('')
}

/** Whether a statement begins in a way, as its code goes by: `head` is matched with its first words in lower case. */
export function headMatches(head: RegExp, words: number): (token: Token) => boolean {
  let begun = ''
  let count = 0
  let matches = false
  return ({ text }) => {
    if (count === words) return matches
    begun += `${text.toLowerCase()} `
    count++
    matches = head.test(begun)
    return matches
  }
}
