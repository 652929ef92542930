import { LimbeckError } from '../errors.js'
import type { Operation } from './operation.js'

export interface Irreversible extends Operation {
  readonly kind: 'irreversible'
  readonly why: string
}

/** Says of a downgrade that it cannot be done, and why. Whoever runs it gets `irreversible`, and nothing has changed. */
export function irreversible(why: string): Irreversible {
  return {
    kind: 'irreversible',
    why,
    toSql() {
      throw new LimbeckError('irreversible', why)
    },
  }
}
