import type { BatchAdapter, Statement, Value } from '../src/adapter.js'
import { LimbeckError, StatementError } from '../src/errors.js'
import { edgeRows } from './connection/edge-rows.js'
import { edgeStatement, tokens } from './connection/edge-statement.js'

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
 * for each request: in a Worker a promise of one request cannot be awaited in another.
 */
export function d1(database: D1Client): BatchAdapter {
  const prepare = (statement: Statement, index = 0) => {
    const [sql, ...params] = edgeStatement(statement)
    const wrong = refusal(sql, params)
    if (wrong) {
      const cause = new LimbeckError('unsupported-operation', `D1 takes ${wrong}.`)
      throw new StatementError(index, sqlOf(statement), cause)
    }
    return database.prepare(sql).bind(...params)
  }
  const batch = async (statements: readonly Statement[]) => {
    const ends = statements.some((one) => /defer_foreign/i.test(sqlOf(one))) ? settled : []
    if (statements[0]) await database.batch([...statements, ...ends].map(prepare))
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

const sqlOf = (statement: Statement): string => [statement].flat()[0] as string

// What ends a batch that leaves foreign keys for its end. Of a violation, the first statement tells the tables. Where
// there is none, turning the pragma off forgets SQLite's count of them, which can be wrong where rows are not.
const settled = [
  "SELECT json_extract('{}', 'FOREIGN KEY constraint failed: ' || `table` || ' refers to ' || parent) FROM pragma_foreign_key_check",
  'PRAGMA defer_foreign_keys = off',
]

// What D1 has no use for, and names that are Cloudflare's own.
const refused =
  /^(?:begin|commit|end|rollback|savepoint|release|attach|detach|vacuum|create\s+temp\w*|pragma\s+(?:\w+\.)?(?:\w+_version|application_id|integrity_check|writable_schema|journal_mode|synchronous|encoding|\w+_vacuum|(?:cache|page)_\w+))\b|\b_cf_\w*/i

const [maxBytes, maxParameters] = [100_000, 100]

/** What D1 would say no to: https://developers.cloudflare.com/d1/platform/limits/ */
function refusal(sql: string, params: readonly Value[]): string | undefined {
  const bare = sql.replace(tokens, (token) => (/^['/-]/.test(token) ? ' ' : token))
  const [word] = refused.exec(bare.trim()) ?? []
  if (word) return `no '${word}': leave it out`
  if (params.length > maxParameters) return `${maxParameters} parameters a statement, not ${params.length}`
  // A UTF-16 unit is three bytes at most; most statements need no counting.
  const size = sql.length * 3 > maxBytes ? new (globalThis as unknown as Blobs).Blob([sql]).size : 0
  return size > maxBytes ? `${maxBytes} bytes a statement, not ${size}: make it several` : undefined
}

// The app ring has no DOM types.
interface Blobs {
  readonly Blob: new (parts: readonly string[]) => { readonly size: number }
}
