import type { Dialect } from '../dialects/dialect.js'
import { driftQueries } from './drift-query.js'
import type { Facts } from './facts.js'
import { gate } from './gate.js'
import { relevantToCopies } from './relevant.js'

/** The statements that fail when the schema is no longer what the facts say, as far as it has to do with tables. */
export const schemaGate = (facts: Facts, tables: readonly string[], dialect: Dialect): readonly string[] =>
  driftQueries({ ...relevantToCopies(facts, tables), tables, copies: tables }, dialect, 30_000).map((query) =>
    gate(
      `SELECT 'the schema changed before the rebuild began: ' || group_concat(type || ' ' || name, ', ') AS wrong FROM (${query})`,
    ),
  )
