import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import type { Operation } from './operation.js'

/** What operations are in SQL: exactly one statement each, also where an operation made several in one text. */
export const toStatements = (operations: readonly Operation[], dialect: Dialect): readonly DialectStatement[] =>
  operations
    .flatMap((operation) => operation.toSql(dialect))
    .flatMap((statement): readonly DialectStatement[] =>
      typeof statement === 'string' ? dialect.split(statement) : [statement],
    )
