import { LimbeckError } from '../errors.js'

/** The statement that a text is. Throws `invalid-operation` when it is none, or several. */
export function oneQuery(text: string, split: (text: string) => readonly string[]): string {
  const [statement, ...others] = split(text)
  if (statement !== undefined && others.length === 0) return statement
  throw new LimbeckError('invalid-operation', `An assertion is one query; this is not: ${text.trim()}`)
}
