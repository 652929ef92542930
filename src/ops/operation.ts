import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'

/** What a revision says, as data: the fields that are no functions are what its checksum is made of. */
export interface Operation {
  readonly kind: string
  /** The statements that do it, in order. */
  toSql(dialect: Dialect): readonly DialectStatement[]
  /** The operations that undo it, in order. Throws `unsupported-operation` when what there was before is not known. */
  reverse?(): readonly Operation[]
}

/** The error of an operation that cannot be undone from its own data. */
export const irreversible = (what: string): LimbeckError =>
  new LimbeckError('unsupported-operation', `${what} cannot be reversed: what was there before is not known.`)
