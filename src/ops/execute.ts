import type { DialectStatement } from '../dialects/dialect.js'
import { placeholdersOf } from '../dialects/placeholders.js'
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
      const made: DialectStatement = isSql(sql)
        ? dialect.statement(sql)
        : params && params.length > 0
          ? [sql, ...params.map(dialect.encode)]
          : sql
      if (typeof made !== 'string') placeholdersOf(dialect, made)
      return [made]
    },
  }
}
