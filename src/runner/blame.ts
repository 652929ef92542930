import type { Statement } from '../adapter.js'
import { StatementError } from '../errors.js'
import type { LoadedStep } from './load-steps.js'
import type { Session } from './session.js'

/** A step whose statements were sent with those of others, and the index of its first among them. */
export type Start = readonly [index: number, step: LoadedStep]

/**
 * The error of statements that were sent together, and in the session the step whose statement it was. Of one that does
 * not say which statement it was, that is known only where there was one step.
 */
export function blame(
  session: Session,
  starts: readonly Start[],
  sent: readonly Statement[],
  error: unknown,
  offset = 0,
): unknown {
  if (!(error instanceof StatementError)) {
    if (!starts[1]) session.step = starts[0]?.[1]
    return error
  }
  const index = error.index - offset
  const start = starts.filter(([first]) => first <= index).pop()
  if (!start || index >= sent.length) return error
  session.step = start[1]
  return new StatementError(index - start[0], error.sql, error.cause)
}
