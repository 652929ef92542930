import type { NamingConvention, Operations } from 'limbeck/op'

/**
 * Something that a revision says, to be done, undone and done again on a real database: what is undone is the schema from
 * before, and what is done again is the schema that was made first.
 */
export interface Case {
  readonly what: string
  /** The one dialect that it is for. */
  readonly only?: 'sqlite' | 'postgresql'
  /** What is there before, as SQL; there is a schema `annex` beside the usual one. */
  readonly before?: string
  readonly up: (op: Operations) => void
  /** What undoes it; the operations' own reverse when not given. */
  readonly down?: (op: Operations) => void
  readonly convention?: NamingConvention
  /** What queries give when it is done; a line per row, its values with `|` between them. */
  readonly shows?: readonly (readonly [query: string, ...lines: readonly string[]])[]
  /** What the database refuses when it is done, and its words. */
  readonly refuses?: readonly (readonly [sql: string, words: RegExp])[]
  /** Whether the schema is the same before and after: rows alone change, or nothing. */
  readonly rowsOnly?: true
}
