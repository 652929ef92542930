import type { Column } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import type { Sql } from '../schema/sql.js'
import type { Encodable } from '../schema/value.js'

/** What a database holds; the same as an adapter's `Value`. */
export type EncodedValue = null | string | number | bigint | Uint8Array

/** One statement, as an adapter takes it. */
export type DialectStatement = string | readonly [sql: string, ...params: EncodedValue[]]

/** SQL as one kind of database speaks it: data in, text out. */
export interface Dialect {
  readonly name: string
  /** How many parameters one statement may have. */
  readonly maxParameters: number
  /** A name, quoted where it must be. */
  identifier(name: string): string
  /** A value as a literal. */
  literal(value: Encodable): string
  /** A value as the database holds it. */
  encode(value: Encodable): EncodedValue
  /** The placeholder of a parameter, counted from 1. */
  placeholder(position: number): string
  /** A column as CREATE TABLE defines it. */
  column(column: Column): string
  /** A column as ADD COLUMN defines it. Throws `invalid-operation` for one that a table with rows cannot take. */
  addedColumn(column: Column): string
  /** A constraint as CREATE TABLE defines it. */
  constraint(constraint: Constraint): string
  /** SQL with parameters as a statement. */
  statement(sql: Sql): DialectStatement
  /** A statement that fails, with the query in its message, unless the query gives a row. */
  assertion(query: string): string
  /** The statements of a text, each without its semicolon. */
  split(text: string): readonly string[]
}
