/** ASCII letters only, as `lower` of SQLite has it. */
export const asciiLower = (text: string): string =>
  /^[\s -~]*$/.test(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** A text in small letters, and the words in it: whatever stands between signs other than these. */
export interface Words {
  readonly text: string
  readonly words: ReadonlySet<string>
}

export function wordsOf(sql: string): Words {
  const text = asciiLower(sql)
  return { text, words: new Set(text.match(/[a-z0-9_]+/g)) }
}

/** Whether a name in small letters is one word, which SQL cannot say without other signs around it. */
export const isOneWord = (name: string): boolean => /^[a-z0-9_]+$/.test(name)

/** How SQL may write a name between quotes: one of the kind around it is doubled. */
const spellings = (name: string): readonly string[] => [
  ...new Set([name, ...['"', '`', "'"].map((quote) => name.replaceAll(quote, quote + quote))]),
]

/**
 * Whether SQL names something, by its name in small letters: bare, between quotes of any kind, in a string or a comment.
 * More often than it means it, and never less; `mentionsQuery` is the same for the database.
 */
export const mentions = ({ text, words }: Words, name: string): boolean =>
  isOneWord(name) ? words.has(name) : spellings(name).some((one) => text.includes(one))

/** An expression of SQL: whether a column `sql` of the query around it names any of some things. */
export function mentionsQuery(names: readonly string[], literal: (value: string) => string): string {
  // A list, and not one OR after another: an expression may be 100 deep on Cloudflare, and a pattern 50 bytes long.
  const exists = (some: readonly string[], is: string): readonly string[] =>
    some.length === 0
      ? []
      : [`EXISTS (SELECT 1 FROM (VALUES ${some.map((one) => `(${literal(one)})`).join(', ')}) WHERE ${is})`]
  const all = [
    // No capital is left by `lower`: an X is where the name was.
    ...exists(
      names.filter(isOneWord),
      "' ' || replace(lower(sql), column1, 'X') || ' ' GLOB '*[^a-z0-9_X]X[^a-z0-9_X]*'",
    ),
    ...exists(names.filter((name) => !isOneWord(name)).flatMap(spellings), 'instr(lower(sql), column1)'),
  ]
  return all.length === 1 ? (all[0] as string) : `(${all.join(' OR ')})`
}
