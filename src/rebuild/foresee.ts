import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import type { TableAlteration } from '../schema/table-change.js'
import { applyToFacts } from './apply-to-facts.js'
import type { FactsRow } from './facts.js'
import { rebuild } from './rebuild.js'

/** What would become of a database, told from facts alone. */
export interface Foresight {
  /** Takes note of statements that would run next. */
  note(statements: readonly DialectStatement[]): void
  /** The tables that an alteration would copy next. Throws what `rebuild` and `applyToFacts` throw. */
  copies(alteration: TableAlteration): readonly string[]
}

/** Looks ahead from the rows of `factsQuery`. */
export function foresee(rows: readonly FactsRow[], dialect: Dialect): Foresight {
  let known = rows
  let noted: readonly DialectStatement[] = []
  return {
    note(statements) {
      noted = [...noted, ...statements]
    },
    copies(alteration) {
      // Not before: most statements need never be understood.
      for (const one of noted) known = applyToFacts(known, typeof one === 'string' ? one : one[0])
      noted = []
      const { statements, copies } = rebuild(known, alteration, dialect)
      noted = statements
      return copies
    },
  }
}
