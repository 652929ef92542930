import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import type { TableAlteration } from '../schema/table-change.js'
import { applyToFacts } from './apply-to-facts.js'
import { type FactsRow, objectsOf, readFacts } from './facts.js'
import { rebuild } from './rebuild.js'
import { schemaGate } from './schema-gate.js'

/** Changes tables that were looked at before the first of the statements among which they stand. */
export interface EarlyLook {
  /** Takes note of statements that come before the next table. */
  note(statements: readonly DialectStatement[]): void
  /** The statements that change a table. Throws what `rebuild` and `applyToFacts` throw. */
  change(alteration: TableAlteration): readonly string[]
  /** The statements that come first of all, and fail when the schema is no longer what was seen. */
  gates(): readonly string[]
}

/**
 * For databases that take batches only, where nothing can be read within: facts that were read before, and then what the
 * statements of the batch make of them.
 */
export function lookEarly(rows: readonly FactsRow[], dialect: Dialect): EarlyLook {
  let known = rows
  let noted: DialectStatement[] = []
  const copied = new Set<string>()
  return {
    note(statements) {
      noted.push(...statements)
    },
    change(alteration) {
      for (const statement of noted)
        known = applyToFacts(known, typeof statement === 'string' ? statement : statement[0])
      noted = []
      const { statements, copies } = rebuild(known, alteration, dialect)
      for (const name of copies) copied.add(name)
      return statements
    },
    gates() {
      const seen = readFacts(rows)
      const tables = [...copied].filter((name) => objectsOf(seen, name, 'table').length > 0)
      return tables.length > 0 ? schemaGate(seen, tables, dialect) : []
    },
  }
}
