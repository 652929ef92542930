import { LimbeckError } from '../errors.js'

/** Does a directive's work; an error about what it was given names it, once. */
export function inDirective<T>(directive: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof LimbeckError) || !/^(invalid|unsupported)-operation$/.test(error.code)) throw error
    if (error.message.startsWith('op.')) throw error
    throw new LimbeckError(error.code, `op.${directive}: ${error.message}`, error)
  }
}
