import type { TransactionalAdapter } from '../../adapter.js'
import { dialectOf } from '../../dialects/index.js'
import { LimbeckError } from '../../errors.js'

/**
 * Runs the statements of an SQL file, such as `pg_dump --schema-only` and `.schema` of sqlite3 write it. Throws
 * `invalid-schema` with the file, the line, and what the database said.
 */
export async function runSqlFile(adapter: TransactionalAdapter, file: string, source: string): Promise<void> {
  // Commands of psql that pg_dump writes around its own; as many characters as before, so that places stay.
  const text = source.replace(/^\uFEFF/, ' ').replace(/^\\(?:un)?restrict .*$/gm, (line) => ' '.repeat(line.length))
  let end = 0
  for (const statement of dialectOf(adapter.engine).split(text)) {
    const start = text.indexOf(statement, end)
    end = start + statement.length
    // sqlite3 shows tables that SQLite makes itself.
    const isOwn = /^CREATE TABLE (?:IF NOT EXISTS )?"?sqlite_/i.test(statement.slice(blank(statement)))
    if (adapter.engine !== 'postgresql' && isOwn) continue
    try {
      await adapter.run([filled(statement)])
    } catch (error) {
      const { message, position } = causeOf(error)
      const at =
        start + ([...statement].slice(0, Math.max(0, Number(position ?? 1) - 1)).join('').length || blank(statement))
      const line = text.slice(0, at).split('\n').length
      throw new LimbeckError('invalid-schema', `${file}:${line}: ${message}.`, error)
    }
  }
  if (adapter.engine === 'postgresql') await adapter.run(['RESET ALL'])
}

/** Whether a materialized view has its rows is no part of a schema; pg_dump leaves them out. */
const filled = (statement: string): string =>
  /^CREATE MATERIALIZED VIEW/i.test(statement.slice(blank(statement)))
    ? statement.replace(/\s+WITH\s+NO\s+DATA\s*$/i, '')
    : statement

/** What the driver said, and PostgreSQL's place in the statement, counted in characters from 1. */
function causeOf(error: unknown): { readonly message: string; readonly position?: unknown } {
  const { message, cause, position } = error as Error & { readonly position?: unknown }
  return cause instanceof Error ? causeOf(cause) : { message: message.replace(/\.$/, ''), position }
}

/** How long the comments are that a statement begins with. */
const blank = (statement: string): number => /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(statement)?.[0].length ?? 0
