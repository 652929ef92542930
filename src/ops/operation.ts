import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'

/** What a revision says, as data: the fields that are no functions are what its checksum is made of. */
export interface Operation {
  readonly kind: string
  /** The statements that do it, in order. */
  toSql(dialect: Dialect): readonly DialectStatement[]
  /** The operation that undoes it. Throws `unsupported-operation` when what it had is not known. */
  reverse?(): Operation
}

/** The error of an operation that cannot be undone from its own data. */
export const irreversible = (what: string): LimbeckError =>
  new LimbeckError('unsupported-operation', `${what} cannot be reversed: what was there before is not known.`)
