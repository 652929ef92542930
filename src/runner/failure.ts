import { LimbeckError, MigrationFailedError, StatementError } from '../errors.js'
import type { Session } from './session.js'

/** The error of a run that stopped: what failed, where, and at which rows the database stands now. */
export function failure(error: unknown, session: Session): LimbeckError {
  const { step, rows, committed, sent } = session
  const cause = error instanceof StatementError ? error.cause : error
  const words = cause instanceof Error ? cause.message : String(cause)
  const stands = `The database ${committed > 0 ? 'stands' : 'still stands'} at ${rows.join(', ') || 'base'}.`
  if (!step) {
    if (cause instanceof LimbeckError) return cause
    return new LimbeckError('migration-failed', `The run failed: ${words}. ${stands}`, { cause })
  }
  const index = error instanceof StatementError && session.sent.length > error.index ? error.index : sent.length - 1
  const failed = sent[index]
  const position = failed === undefined ? undefined : session.done + index + 1
  const statement = typeof failed === 'string' ? failed : failed?.[0]
  const hint =
    rows.length === 0 && /already exists/.test(words) ? ' If its tables were made without Limbeck, stamp it.' : ''
  const { revision, direction } = step
  const at = position === undefined ? '' : ` at statement ${position}`
  const applied = session.ran.slice(0, committed).map((ran) => ran.revision)
  return new MigrationFailedError(
    `The ${direction} of ${revision} failed${at}: ${words}. ${stands}${hint}`,
    { revision, direction, statement, position, rows, applied },
    cause,
  )
}
