import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import type { TableAlteration } from '../schema/table-change.js'
import { type FactsRow, factsQuery } from './facts.js'
import { rebuild } from './rebuild.js'

/** What changes a table. */
interface Altering {
  readonly alteration?: TableAlteration
  toSql(dialect: Dialect, facts?: readonly FactsRow[]): readonly DialectStatement[]
  facts?(dialect: Dialect): string | undefined
}

/** The same operation as one that asks for the facts of the database, and changes the table by them. */
export const lookAtTable = <Op extends Altering>(operation: Op): Op => ({
  ...operation,
  facts: () => factsQuery,
  toSql: (dialect: Dialect, facts: readonly FactsRow[] = []) =>
    operation.alteration ? rebuild(facts, operation.alteration, dialect).statements : [],
})
