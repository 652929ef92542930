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
      if (isSql(sql)) return [dialect.statement(sql)]
      return params ? [[sql, ...params.map(dialect.encode)]] : dialect.split(sql)
    },
  }
}
