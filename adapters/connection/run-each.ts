import type { Statement, Value } from '../../src/adapter.js'
import { StatementError } from '../../src/errors.js'

/** Runs statements one after the other, and says which of them failed. */
export async function runEach(
  statements: readonly Statement[],
  run: (sql: string, params: readonly Value[]) => unknown,
): Promise<void> {
  let index = 0
  for (const statement of statements) {
    const [sql, ...params] = typeof statement === 'string' ? [statement] : statement
    try {
      await run(sql, params)
    } catch (error) {
      throw new StatementError(index, sql, error)
    }
    index++
  }
}
