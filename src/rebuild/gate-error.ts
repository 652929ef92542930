import { LimbeckError } from '../errors.js'
import { gateWords } from './gate.js'

/**
 * An error of the database as what a gate said, with the error as its cause, or as what it says of a table that is being
 * made anew, by the table's own name; any other error as it is.
 */
export function gateError(error: unknown): unknown {
  const words = gateWords(error)
  if (words !== undefined) return new LimbeckError('rebuild-stopped', `${words}.`, error)
  const { message = '' } = (error ?? {}) as Partial<Error>
  return message.includes('_limbeck_new_')
    ? new LimbeckError('rebuild-stopped', message.replaceAll('_limbeck_new_', ''), error)
    : error
}
