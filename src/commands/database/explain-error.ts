import { LimbeckError } from '../../errors.js'
import { hidePassword } from './database-url.js'

const unreachable = /^(ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN|28000|28P01|3D000|57P03|53300|SELF_SIGNED)/

/** A database's own error in a sentence that names the database; any other as it is. */
export function explainDatabaseError(error: unknown, database: string): unknown {
  if (error instanceof LimbeckError) return error
  const { code, message, errors } = error as { code?: unknown; message?: string; errors?: readonly Error[] }
  const words = hidePassword(message || errors?.map((one) => one.message).join(', ') || String(error))
  if (unreachable.test(String(code))) {
    return new LimbeckError('database-unreachable', `${database} cannot be reached: ${words}.`, error)
  }
  if (/file is not a database/.test(words)) {
    return new LimbeckError('not-a-database', `${database} is no SQLite database.`, error)
  }
  if (/database is locked/.test(words)) {
    return new LimbeckError('database-locked', `${database} is locked: another program writes to it.`, error)
  }
  return error
}
