import { LimbeckError } from '../errors.js'

/** Throws `invalid-argument` for `a:b` where a database is to be changed: where it stands is what it says itself. */
export function refuseRange(target: string): void {
  if (!target.includes(':')) return
  throw new LimbeckError('invalid-argument', `'${target}' is a range: name one revision; the database knows its own.`)
}
