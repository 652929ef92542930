import { LimbeckError } from '../../errors.js'

/** The error of a configuration: which file, and what of it. */
export const invalid = (file: string, what: string, cause?: unknown): LimbeckError =>
  new LimbeckError('invalid-configuration', `${file}: ${what}.`, cause)
