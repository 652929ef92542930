import type { Dialect } from '../../src/dialects/dialect.js'
import type { Operation } from '../../src/ops/operation.js'

/** A real database that cases are run on. */
export interface Engine {
  readonly dialect: Dialect
  /** Empties it. */
  reset(): Promise<void>
  /** Runs SQL text of any number of statements. */
  script(sql: string): Promise<void>
  /** Runs operations as a runner would: in a transaction, but for autocommit blocks. */
  run(operations: readonly Operation[]): Promise<void>
  /** A line per row, its values with `|` between them. */
  lines(query: string): Promise<readonly string[]>
  /** All that the database says of its schema. */
  schema(): Promise<readonly string[]>
  close(): Promise<void>
}

/** A row's values in one line. */
export const line = (values: readonly unknown[]): string =>
  values.map((value) => (value === null ? '' : String(value))).join('|')
