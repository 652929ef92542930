import type { Queryable, Row, Value } from '../../src/adapter.js'
import { StatementError } from '../../src/errors.js'

/** What runs one statement and gives its rows. */
export type Read = (sql: string, params?: readonly Value[]) => Promise<readonly Row[]>

/** A connection whose driver takes one statement at a time. */
export const oneByOne = (read: Read): Queryable => ({
  query: read,
  async run(statements) {
    for (const [index, statement] of statements.entries()) {
      const [sql, ...params] = [statement].flat() as [string, ...Value[]]
      try {
        await read(sql, params)
      } catch (error) {
        throw new StatementError(index, sql, error)
      }
    }
  },
})
