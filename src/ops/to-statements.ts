import { byteLength } from '../dialects/byte-length.js'
import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { isSendable } from '../dialects/literal.js'
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
      typeof statement === 'string' ? dialect.split(statement) : [single(statement, dialect)],
    )
    for (const statement of statements) {
      const sql = typeof statement === 'string' ? statement : statement[0]
      refuseUnsendable(sql)
      const refusal = dialect.refusal(sql)
      if (refusal !== undefined) throw new LimbeckError('invalid-operation', refusal)
      refuseLong(sql, dialect)
    }
    return statements
  })
}

/** A statement with parameters is one statement already: which of several would they belong to? */
function single([text, ...params]: Exclude<DialectStatement, string>, dialect: Dialect): DialectStatement {
  if (!text.includes(';')) return [text, ...params]
  const [statement, ...others] = dialect.split(text)
  if (statement !== undefined && others.length === 0) return [statement, ...params]
  const message = `Only one statement takes parameters; these are ${others.length + 1}: ${text.trim()}`
  throw new LimbeckError('invalid-operation', message)
}

function refuseUnsendable(sql: string): void {
  if (isSendable(sql)) return
  throw new LimbeckError('invalid-operation', `SQL with a NUL or half a Unicode sign: ${JSON.stringify(sql)}`)
}

function refuseLong(sql: string, { name, maxStatement }: Dialect): void {
  if (maxStatement === undefined || sql.length * 3 < maxStatement) return
  const length = byteLength(sql)
  if (length <= maxStatement) return
  const message = `A statement has ${length} bytes; ${name} takes ${maxStatement}: '${sql.slice(0, 40)}…'.`
  throw new LimbeckError('invalid-operation', message)
}
