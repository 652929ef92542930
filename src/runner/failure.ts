import { LimbeckError, MigrationFailedError, StatementError } from '../errors.js'
import type { Session } from './session.js'

/** The error of a run that stopped: what failed, where, and at which rows the database stands now. */
export function failure(error: unknown, { step, rows, applied }: Session): LimbeckError {
  const where = error instanceof StatementError ? error : undefined
  const cause = where ? where.cause : error
  if (!step && cause instanceof LimbeckError) return cause
  const position = step && where && where.index + 1
  const at = position ? ` at statement ${position}` : ''
  const words = `failed${at}: ${(cause as Error | undefined)?.message ?? cause}.`
  const stands = `The database is at ${rows.join(', ') || 'base'}.`
  if (!step) return new LimbeckError('migration-failed', `The run ${words} ${stands}`, cause)
  const { revision, direction } = step
  const hint = !rows[0] && /already exists/.test(words) ? ' Made without Limbeck? Stamp it.' : ''
  const failed = where && (where.statement ?? step.compiled?.statements[where.index])
  return new MigrationFailedError(
    `The ${direction} of ${revision} ${words} ${stands}${hint}`,
    {
      revision,
      direction,
      statement: typeof failed === 'string' ? failed : failed?.[0],
      position,
      rows,
      applied,
    },
    cause,
  )
}
