import { LimbeckError } from '../errors.js'
import type { ColumnType } from './column-type.js'
import type { Sql } from './sql.js'
import type { Encodable } from './value.js'

/** What happens to the rows that refer to a row that goes or changes its key. */
export type ReferentialAction = 'CASCADE' | 'RESTRICT' | 'SET NULL' | 'SET DEFAULT' | 'NO ACTION'

/** The column that a column refers to. */
export interface Reference {
  readonly table: string
  readonly column: string
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
}

/** What a column can have beside its name and type. */
export interface ColumnOptions {
  /** Default: true, unless the column is a primary key. */
  readonly nullable?: boolean
  readonly primaryKey?: boolean
  readonly unique?: boolean
  /** Makes an index of this column, named `ix_<table>_<column>`. */
  readonly index?: boolean
  /** What the database stores where an INSERT names no value: a value, or an expression made with `sql`. */
  readonly default?: Encodable | Sql
  readonly references?: Reference
  /** A condition that every row must meet, as SQL. */
  readonly check?: string
  /** A collation: `'NOCASE'`. */
  readonly collate?: string
}

/** A column as data. */
export interface Column extends ColumnOptions {
  readonly kind: 'column'
  readonly name: string
  readonly type: ColumnType
}

/** A column of a table. Throws `invalid-operation` when the type is none. */
export function column(name: string, type: ColumnType, options: ColumnOptions = {}): Column {
  if (typeof (type as Partial<ColumnType> | undefined)?.type !== 'string') {
    const message = `The type of column '${name}' is none: call it, as in text(), or write raw('…').`
    throw new LimbeckError('invalid-operation', message)
  }
  return { kind: 'column', name, type, ...options }
}
