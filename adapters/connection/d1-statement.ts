import type { Statement, Value } from '../../src/adapter.js'
import { LimbeckError, StatementError } from '../../src/errors.js'
import { tokens } from './edge-statement.js'

/** The SQL of a statement, without its parameters. */
export const sqlOf = (statement: Statement): string => [statement].flat()[0] as string

/** What is sent of a statement; throws a `StatementError` where D1 would refuse it. */
export function accepted(
  [sql, ...params]: readonly [sql: string, ...params: Value[]],
  statement: Statement,
  index: number,
): readonly [sql: string, ...params: Value[]] {
  const wrong = refusal(sql, params)
  if (wrong) {
    const cause = new LimbeckError('unsupported-operation', `D1 takes ${wrong}.`)
    throw new StatementError(index, sqlOf(statement), cause)
  }
  return [sql, ...params]
}

/** A batch with what ends it, where foreign keys were left for its end. */
export const ended = (statements: readonly Statement[]): readonly Statement[] =>
  statements.some((one) => /defer_foreign/i.test(sqlOf(one))) ? [...statements, ...settled] : statements

// Of a violation, the first statement tells the tables. Where there is none, turning the pragma off forgets SQLite's
// count of them, which can be wrong where rows are not.
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
