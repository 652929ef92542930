import type { Operation } from './operation.js'

export interface Assertion extends Operation {
  readonly kind: 'assert'
  readonly query: string
}

/** Fails the revision unless the query gives at least one row. */
export function assertion(query: string): Assertion {
  return { kind: 'assert', query, toSql: (dialect) => [dialect.assertion(query)] }
}
