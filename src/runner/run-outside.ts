import type { Adapter, Statement } from '../adapter.js'
import { StatementError } from '../errors.js'

/** Runs statements one by one, each a transaction of its own, and says which of them failed. */
export async function runOutside(adapter: Adapter, statements: readonly Statement[]): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    await adapter.run([statement]).catch((error: unknown) => {
      const sql = typeof statement === 'string' ? statement : statement[0]
      throw new StatementError(index, sql, error instanceof StatementError ? error.cause : error)
    })
  }
}
