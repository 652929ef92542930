import { LimbeckError } from '../errors.js'

/** The names of all options of a kind. */
export type Known<Options extends object> = Readonly<Record<keyof Options, true>>

/** Throws `invalid-operation` for an option that nobody reads, such as a misspelt one. */
export function refuseUnknown<Options extends object>(what: string, options: unknown, known: Known<Options>): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new LimbeckError('invalid-operation', `${what} takes options as an object: { … }.`)
  }
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(known, key))
  if (unknown === undefined) return
  const message = `${what} takes no '${unknown}': it takes ${Object.keys(known).join(', ')}.`
  throw new LimbeckError('invalid-operation', message)
}
