import type { Column } from './column.js'
import type { Constraint } from './constraint.js'
import type { Name } from './naming.js'
import type { Sql } from './sql.js'

/** What a new table can have beside columns and constraints. */
export interface TableOptions {
  readonly schema?: string
  readonly ifNotExists?: boolean
  /** PostgreSQL keeps it with the schema; SQLite has no place for it. */
  readonly comment?: string
  /** SQLite: every value must be of its column's type. */
  readonly strict?: boolean
  /** SQLite: rows are stored by primary key. */
  readonly withoutRowid?: boolean
  /** PostgreSQL: not in the write-ahead log, so fast, and empty after a crash. */
  readonly unlogged?: boolean
  /** PostgreSQL: `'RANGE (created_at)'`. */
  readonly partitionBy?: string
}

/** A new table as data. */
export interface TableDefinition {
  readonly table: string
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  readonly options: TableOptions
}

/** What an index can have beside columns. */
export interface IndexOptions {
  readonly schema?: string
  readonly unique?: boolean
  readonly ifNotExists?: boolean
  /** Only rows that meet this condition, as SQL, are indexed. */
  readonly where?: string
  /** PostgreSQL: the index method, such as `'gin'`. */
  readonly using?: string
  /** PostgreSQL: columns that are kept in the index without being searched. */
  readonly include?: readonly string[]
  /** PostgreSQL: operator classes by column, such as `{ name: 'text_pattern_ops' }`. */
  readonly ops?: Readonly<Record<string, string>>
  /** PostgreSQL: storage parameters, such as `{ fillfactor: 50 }`. */
  readonly with?: Readonly<Record<string, string | number | boolean>>
  /** PostgreSQL: made without a lock on the table's writers; only in an autocommit block. */
  readonly concurrently?: boolean
  /** PostgreSQL: two rows with NULL are the same to a unique index. */
  readonly nullsNotDistinct?: boolean
}

/** An index as data: of columns, or of expressions made with `sql`. */
export interface IndexDefinition {
  readonly name: Name
  readonly table: string
  readonly columns: readonly (string | Sql)[]
  readonly options: IndexOptions
}
