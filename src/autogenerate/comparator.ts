import type { Dialect } from '../dialects/dialect.js'
import type { Operation } from '../ops/operation.js'
import type { DatabaseSchema } from '../schema/database.js'
import type { Note } from './directive.js'

/** What a comparator looks at: both schemas without what filters leave out, and the SQL of their database. */
export interface ComparatorContext {
  readonly database: DatabaseSchema
  readonly target: DatabaseSchema
  readonly dialect: Dialect
}

/** A difference that a comparator found, with what is to be done about it. */
export interface CustomDifference {
  readonly kind: string
  readonly message: string
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  readonly notes?: readonly Note[]
}

/** A comparison of one's own, such as of rows that a table must have. */
export type Comparator = (context: ComparatorContext) => readonly CustomDifference[]
