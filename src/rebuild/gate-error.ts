import { LimbeckError } from '../errors.js'
import { gateWords } from './gate.js'

/** An error of the database as what a gate said, with the error as its cause; any other error as it is. */
export function gateError(error: unknown): unknown {
  const words = gateWords(error)
  return words === undefined ? error : new LimbeckError('rebuild-stopped', `${words}.`, error)
}
