import type { BatchAdapter, Statement } from 'limbeck'
import { StatementError } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Database } from 'sql.js'

/**
 * A database that takes whole batches only, as D1 does, with D1's limits: 100 parameters and 100 kB a statement.
 * `indexed: false` throws what D1 throws: the database's words, and no word about which statement it was.
 */
export function batchAdapter(db: Database, { indexed = true } = {}): BatchAdapter {
  const { query, run } = sqlJs(db)
  const told = (error: unknown): unknown => {
    const cause = error instanceof StatementError ? error.cause : error
    const words = new Error(`D1_ERROR: ${(cause as Error).message}: SQLITE_ERROR`, { cause })
    return indexed && error instanceof StatementError ? new StatementError(error.index, error.sql, words) : words
  }
  return {
    name: 'batch',
    engine: 'd1',
    atomic: 'batch',
    async query(sql, params) {
      try {
        return await query(sql, params)
      } catch (error) {
        throw told(error)
      }
    },
    run: (statements) => run(statements),
    async batch(statements) {
      await run(['BEGIN'])
      try {
        checkLimits(statements)
        await run(statements)
        await run(['COMMIT'])
      } catch (error) {
        await run(['ROLLBACK'])
        throw told(error)
      }
    },
  }
}

function checkLimits(statements: readonly Statement[]): void {
  for (const [index, statement] of statements.entries()) {
    const [sql, ...params] = typeof statement === 'string' ? [statement] : statement
    if (params.length > 100) throw new StatementError(index, sql, new Error('too many SQL variables'))
    if (Buffer.byteLength(sql) > 100_000) throw new StatementError(index, sql, new Error('statement too long'))
  }
}
