import type { EncodedValue } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { isSql, type Sql } from '../schema/sql.js'
import type { Encodable } from '../schema/value.js'
import type { Operation } from './operation.js'

export interface Execute extends Operation {
  readonly kind: 'execute'
  readonly sql: string | Sql
  readonly params?: readonly Encodable[]
}

/**
 * Runs SQL: text as it stands, of one statement or several; one statement made with `sql`; or one statement with the
 * engine's own placeholders and their parameters.
 */
export function execute(sql: string | Sql, params?: readonly Encodable[]): Execute {
  return {
    kind: 'execute',
    sql,
    ...(params ? { params } : {}),
    toSql(dialect) {
      const made = isSql(sql) ? dialect.statement(sql) : params ? [sql, ...params.map(dialect.encode)] : sql
      const [text, ...values] = typeof made === 'string' ? [made] : (made as readonly [string, ...EncodedValue[]])
      const statements = dialect.split(text)
      if (values.length === 0) return statements
      if (statements.length === 1) return [[text, ...values]]
      const message = `SQL with parameters is one statement; these are ${statements.length}: ${text.trim()}`
      throw new LimbeckError('invalid-operation', message)
    },
  }
}
