import type { Column } from '../schema/column.js'
import type { ColumnType, Enumeration } from '../schema/column-type.js'
import type { Constraint } from '../schema/constraint.js'
import type { Sql } from '../schema/sql.js'
import type { IndexDefinition, TableDefinition } from '../schema/table.js'
import type { TableAlteration } from '../schema/table-change.js'
import type { Encodable } from '../schema/value.js'
import type { Placeholder, Tokenizer } from './token.js'

/** What a database holds; the same as an adapter's `Value`. */
export type EncodedValue = null | string | number | bigint | Uint8Array

/** One statement, as an adapter takes it. */
export type DialectStatement = string | readonly [sql: string, ...params: EncodedValue[]]

/** Where a table, or a thing that lies in the same schema, is. */
export interface Place {
  readonly table: string
  readonly schema?: string | undefined
}

/** How an index goes. */
export interface DropIndexOptions {
  readonly schema?: string
  readonly ifExists?: boolean
  /** PostgreSQL: without a lock on the table's writers; only in an autocommit block. */
  readonly concurrently?: boolean
}

/** A new value of an enumeration, and its place among the others. */
export interface EnumValueOptions {
  readonly before?: string
  readonly after?: string
  readonly ifNotExists?: boolean
}

/** What can be done to an enumeration that is a type of the database. */
export type EnumChange =
  | { readonly kind: 'create' }
  | { readonly kind: 'drop'; readonly ifExists?: boolean }
  | ({ readonly kind: 'addValue'; readonly value: string } & EnumValueOptions)
  | { readonly kind: 'renameValue'; readonly value: string; readonly newValue: string }

/**
 * SQL as one kind of database speaks it: data in, text out. Everything throws `invalid-operation` for what the database
 * could not take, such as a name that is empty or too long.
 */
export interface Dialect {
  readonly name: string
  /** How many parameters one statement may have. */
  readonly maxParameters: number
  /** How long a statement may be, in bytes; undefined where it does not matter. */
  readonly maxStatement?: number
  /** How many columns a table may have; undefined where it does not matter. */
  readonly maxColumns?: number
  /** SQLite: the 3.x for which the SQL is, and nothing newer; 35 when not given. */
  readonly minor?: number
  /** A name, quoted where it must be. */
  identifier(name: string): string
  /** A name in a schema. */
  qualified(name: string, schema?: string): string
  /** A value as a literal. */
  literal(value: Encodable): string
  /** A value as the database holds it. */
  encode(value: Encodable): EncodedValue
  /** The placeholder of a parameter, counted from 1. */
  placeholder(position: number): string
  /** Where the parameters of a statement go. */
  placeholders(sql: string): Iterable<Placeholder>
  /** A parameter's value as a literal that takes its type from its place, as a parameter does. Throws like `literal`. */
  inlined(value: EncodedValue): string
  /** A type, as a column's definition and CAST have it. */
  type(type: ColumnType): string
  /**
   * A column as CREATE TABLE defines it; `keyed` when a constraint makes it part of the primary key, `strict` in a table
   * of SQLite that is.
   */
  column(column: Column, keyed?: boolean, strict?: boolean): string
  /** A constraint as CREATE TABLE defines it. */
  constraint(constraint: Constraint): string
  /** A table, and what must be made before and after it. */
  createTable(table: TableDefinition): readonly string[]
  createIndex(index: IndexDefinition): string
  dropIndex(name: string, options: DropIndexOptions): string
  renameTable(on: Place, newName: string): string
  /** The comment of a table, or of one of its columns; null takes it away. Nothing where the database keeps none. */
  comment(on: Place, column: string | undefined, text: string | null): readonly string[]
  /** What is done to an enumeration; nothing where it is a CHECK and nothing needs to be done. */
  changeEnum(enumeration: Enumeration, change: EnumChange): readonly string[]
  /**
   * Changes of a table by ALTER TABLE. Undefined where that does not suffice, or where it depends on the table; `unseen`
   * when nobody can look at the table, for whoever would rather try.
   */
  alter(alteration: TableAlteration, unseen?: boolean): readonly DialectStatement[] | undefined
  /** SQL with parameters as a statement. */
  statement(sql: Sql): DialectStatement
  /** A statement that fails, with the query in its message, unless the query gives a row. */
  assertion(query: string): string
  readonly tokens: Tokenizer
  /** Why a statement can be no part of a run, such as one that ends the run's transaction; undefined for one that can. */
  refusal(statement: string): string | undefined
  /** The statements of a text, as `splitStatements` finds them. */
  split(text: string): readonly string[]
}
