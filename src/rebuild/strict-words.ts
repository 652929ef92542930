import type { Dialect } from '../dialects/dialect.js'
import { strictTypeName } from '../dialects/sqlite/type-name.js'

/** The same SQL in the words that a STRICT table takes. */
export const strictWords = (dialect: Dialect): Dialect => ({
  ...dialect,
  type: strictTypeName,
  column: (column, keyed) => dialect.column(column, keyed, true),
})
