import { LimbeckError } from '../errors.js'
import type { LoadedStep } from './load-steps.js'

/** Something in the schema that a revision was not compiled for; of the type `setting` it is how the connection is set. */
export interface DriftedObject {
  readonly type: string
  readonly name: string
}

/** A table was to be made anew, and the schema is not one that this was compiled for; nothing was changed. */
export class SchemaDriftError extends LimbeckError {
  override readonly name = 'SchemaDriftError'
  declare readonly revision: string
  declare readonly direction: 'upgrade' | 'downgrade'
  /** What is missing, was changed, or came on top. */
  declare readonly objects: readonly DriftedObject[]

  constructor({ revision, direction }: LoadedStep, objects: readonly DriftedObject[], cause: unknown) {
    const names = objects.map(({ type, name }) => `${type} ${name}`).join(', ')
    const message = `The schema is not what the ${direction} of ${revision} was compiled for: ${names}.`
    super('schema-drift', message, cause, { revision, direction, objects })
  }
}
