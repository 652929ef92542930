import fc from 'fast-check'

/**
 * Statements of a database, each of which runs when those before it did. A `·` is any white space or comment; of a
 * statement's own names each run has its own, `~` being its number.
 */
export type Corpus = readonly (readonly string[])[]

/** Texts of statements that run in their order: some of a corpus, with anything that can stand between words. */
export function anyStatements(corpus: Corpus, spaces: readonly string[]): fc.Arbitrary<readonly string[]> {
  const group = fc.constantFrom(...corpus)
  const space = fc.constantFrom(...spaces)
  const gaps = fc.array(space, { minLength: 1, maxLength: 3 }).map((some) => some.join(''))
  const spaced = fc.infiniteStream(gaps)
  return fc.array(fc.tuple(group, spaced, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 6 }).map((groups) =>
    groups.flatMap(([statements, stream, before, after], number) => {
      const gap = () => stream.next().value as string
      return statements.map((statement) => {
        const code = statement.replaceAll('~', String(number)).replace(/·/g, gap)
        return `${before ? gap() : ''}${code}${after ? gap() : ''}`.trim()
      })
    }),
  )
}

/** What ends a statement; the white space belongs to none, and a comment before it would end with the line. */
export const separator: fc.Arbitrary<string> = fc.constantFrom('\n;', '\n;\n', '\n;\r\n', '\n ; ;;\t', '\n;\n\n;')
