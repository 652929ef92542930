import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import type { Operation } from './operation.js'

/**
 * What operations are in SQL: exactly one statement each, also where an operation made several in one text. Throws
 * `invalid-operation` for statements that would end the run's transaction, or begin one in it.
 */
export function toStatements(operations: readonly Operation[], dialect: Dialect): readonly DialectStatement[] {
  const statements = operations
    .flatMap((operation) => operation.toSql(dialect))
    .flatMap((statement): readonly DialectStatement[] =>
      typeof statement === 'string' ? dialect.split(statement) : [statement],
    )
  for (const statement of statements) refuseTransaction(typeof statement === 'string' ? statement : statement[0])
  return statements
}

function refuseTransaction(sql: string): void {
  const bare = sql.replace(/^(\s+|--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$))+/, '')
  const [word] = /^(begin|commit|end|rollback|savepoint|release|start\s+transaction)\b/i.exec(bare) ?? []
  if (word === undefined) return
  const message = `A revision runs in the run's own transaction: leave out ${word.toUpperCase()}.`
  throw new LimbeckError('invalid-operation', message)
}
