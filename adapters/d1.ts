import type { BatchAdapter, Statement } from '../src/adapter.js'
import { LimbeckError } from '../src/errors.js'
import { accepted, ended } from './connection/d1-statement.js'
import { edgeRows } from './connection/edge-rows.js'
import { edgeStatement } from './connection/edge-statement.js'

/** The parts of a D1 database, or of a session of one, that are used. */
export interface D1Client {
  prepare(sql: string): D1Statement
  batch(statements: D1Statement[]): Promise<unknown>
}

interface D1Statement {
  bind(...params: unknown[]): D1Statement
  all(): Promise<{ readonly results: Record<string, unknown>[] }>
}

/**
 * An adapter for a Cloudflare D1 database: `env.DB`, or a session of it that begins at the primary. D1 has no transactions
 * to read in, only batches. A statement that it would refuse is refused here, before anything is sent. Make an adapter
 * for each request: in a Worker a promise of one request cannot be awaited in another. Throws `invalid-adapter` where there is no
 * database.
 */
export function d1(database: D1Client): BatchAdapter {
  if (!database)
    throw new LimbeckError('invalid-adapter', "There is no D1 database: is the binding in wrangler's configuration?")
  const prepare = (statement: Statement, index = 0) => {
    const [sql, ...params] = accepted(edgeStatement(statement), statement, index)
    return database.prepare(sql).bind(...params)
  }
  const batch = async (statements: readonly Statement[]) => {
    if (statements[0]) await database.batch(ended(statements).map(prepare))
  }
  return {
    name: 'd1',
    engine: 'd1',
    atomic: 'batch',
    query: async (sql, params = []) => edgeRows((await prepare([sql, ...params]).all()).results),
    run: batch,
    batch,
  }
}
