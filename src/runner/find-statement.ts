import type { BatchAdapter, Statement } from '../adapter.js'
import { StatementError } from '../errors.js'

// A table that nobody can make, for SQLite keeps such names to itself: no batch that reads it is ever written.
const probe = 'sqlite_limbeck_probe'

// The column that a guard breaks, and nothing else of ours.
const guarded = 'limbeck_journal.format'

/**
 * Finds which statement stopped a batch, for a database that does not say (D1): sends beginnings of the batch again, each
 * with a last statement that fails, half as many at a time. Gives the error as it was where the database told nothing of
 * a statement, where a guard stopped it, or where the same does not happen again.
 */
export async function findStatement(
  adapter: BatchAdapter,
  statements: readonly Statement[],
  error: unknown,
): Promise<unknown> {
  const words = String(error)
  if (!words.includes('SQLITE_') || words.includes(guarded)) return error
  let [good, bad] = [0, statements.length + 1]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    const said = await adapter.batch([...statements.slice(0, middle), `SELECT 1 FROM ${probe}`]).catch(String)
    if (said === words) bad = middle
    else if (said?.includes(probe)) good = middle
    else return error
  }
  // The whole batch can be sent: then it was its end that failed.
  const found = statements[bad - 1]
  return found ? new StatementError(bad - 1, typeof found === 'string' ? found : found[0], error) : error
}
