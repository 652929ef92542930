import { byteLength } from '../dialects/byte-length.js'
import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { inDirective } from './in-directive.js'
import type { Operation } from './operation.js'

/** Whether something must be known about the database before an operation can be said in SQL. */
export const needsFacts = (operation: Operation, dialect: Dialect): boolean =>
  needsLook(operation, dialect) || operation.facts?.(dialect) !== undefined

/** Whether an operation changes a table in a way that takes a look at it. */
export const needsLook = ({ kind, alteration }: Operation, dialect: Dialect): boolean =>
  alteration !== undefined && inDirective(kind, () => dialect.alter(alteration)) === undefined

/** Whether an operation runs outside of a transaction. */
export const isOutside = ({ kind }: Operation): boolean => kind === 'autocommitBlock'

/**
 * What operations are in SQL: exactly one statement each, also where an operation made several in one text. Throws
 * `invalid-operation` for statements that would end the run's transaction, or begin one in it, and for those that are
 * longer than the database takes.
 */
export function toStatements(operations: readonly Operation[], dialect: Dialect): readonly DialectStatement[] {
  return operations.flatMap((operation) => statementsOf(operation, () => operation.toSql(dialect), dialect))
}

/** The same for one operation, whose SQL is made by `toSql`; an error names the operation. */
export function statementsOf(
  operation: Operation,
  toSql: () => readonly DialectStatement[],
  dialect: Dialect,
): readonly DialectStatement[] {
  return inDirective(operation.kind, () => {
    const statements = toSql().flatMap((statement): readonly DialectStatement[] =>
      typeof statement === 'string' ? dialect.split(statement) : [statement],
    )
    for (const statement of statements) {
      const sql = typeof statement === 'string' ? statement : statement[0]
      refuseTransaction(sql)
      refuseLong(sql, dialect)
    }
    return statements
  })
}

function refuseTransaction(sql: string): void {
  const bare = sql.replace(/^(\s+|--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$))+/, '')
  const [word] = /^(begin|commit|end|rollback|savepoint|release|start\s+transaction)\b/i.exec(bare) ?? []
  if (word === undefined) return
  const message = `A revision runs in the run's own transaction: leave out ${word.toUpperCase()}.`
  throw new LimbeckError('invalid-operation', message)
}

function refuseLong(sql: string, { name, maxStatement }: Dialect): void {
  if (maxStatement === undefined || sql.length * 3 < maxStatement) return
  const length = byteLength(sql)
  if (length <= maxStatement) return
  const message = `A statement has ${length} bytes; ${name} takes ${maxStatement}: '${sql.slice(0, 40)}…'.`
  throw new LimbeckError('invalid-operation', message)
}
