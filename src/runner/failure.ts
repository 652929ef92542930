import { LimbeckError, MigrationFailedError, StatementError } from '../errors.js'
import type { Session } from './session.js'

/** The error of a run that stopped: what failed, where, and at which rows the database stands now. */
export function failure(error: unknown, { step, rows, applied }: Session): LimbeckError {
  const where = error instanceof StatementError ? error : undefined
  const cause = where ? where.cause : error
  if (!step && cause instanceof LimbeckError) return cause
  const what = step ? `The ${step.direction} of ${step.revision}` : 'The run'
  const position = where && where.index + 1
  const at = position ? ` at statement ${position}` : ''
  const words = `${what} failed${at}: ${(cause as Error | undefined)?.message ?? cause}.`
  const hint = !rows[0] && /already exists/.test(words) ? ' Made without Limbeck? Stamp it.' : ''
  return new MigrationFailedError(
    `${words} The database is at ${rows.join(', ') || 'base'}.${hint}`,
    { revision: step?.revision, direction: step?.direction, statement: where?.sql, position, rows, applied },
    cause,
  )
}
