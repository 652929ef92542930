import type { Span } from '../dialects/sqlite/parse/table-definition.js'

export { textAt } from '../dialects/sqlite/parse/text-at.js'

/** What stands at a place of a text from now on. */
export interface Edit extends Span {
  readonly text: string
}

/** A text after edits of the old one: those at one place in their order. Throws when two of them overlap. */
export function editText(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((one, other) => one.start - other.start || one.end - other.end)) {
    if (edit.start < at) throw new RangeError(`Two edits overlap at character ${edit.start}.`)
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
