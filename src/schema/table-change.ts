import type { Column, Generated, Identity } from './column.js'
import type { ColumnType } from './column-type.js'
import type { ConflictAction, Constraint } from './constraint.js'
import type { Name } from './naming.js'
import type { Sql } from './sql.js'
import type { Encodable } from './value.js'

/** What becomes of a column; what is not named stays as it is. */
export interface ColumnChange {
  readonly newName?: string
  readonly type?: ColumnType
  readonly nullable?: boolean
  /** A value, or an expression made with `sql`; null takes the default away. */
  readonly default?: Encodable | Sql
  /** An expression over the old row that gives the new value: where a cast is not enough. */
  readonly using?: string
  /** What rows with NULL get when the column becomes NOT NULL: a value, or an expression made with `sql`. */
  readonly fill?: Encodable | Sql
  /** Null takes the comment away. */
  readonly comment?: string | null
  /** PostgreSQL: null makes it a plain column. */
  readonly identity?: Identity | null
  /** SQLite: another expression, or null for a plain column that keeps the values. */
  readonly generated?: Generated | null
  /** Null takes the collation away. On PostgreSQL it goes with the type. */
  readonly collate?: string | null
  /** SQLite: what becomes of a row with NULL in a column that takes none; null for the usual. */
  readonly onNull?: ConflictAction | null
  /** SQLite: whether the key of one INTEGER never gives a number twice (AUTOINCREMENT). */
  readonly autoincrement?: boolean
}

/** What a column was before, for the way back and for what depends on it. */
export interface ExistingColumn {
  readonly existingType?: ColumnType
  readonly existingNullable?: boolean
  /** Null for a column without a default. */
  readonly existingDefault?: Encodable | Sql
  readonly existingComment?: string | null
  readonly existingIdentity?: Identity | null
  readonly existingGenerated?: Generated | null
  readonly existingCollate?: string | null
  readonly existingOnNull?: ConflictAction | null
  readonly existingAutoincrement?: boolean
}

/** One change of a table that exists. */
export type TableChange =
  | {
      readonly kind: 'addColumn'
      readonly column: Column
      readonly ifNotExists?: boolean
      /** On SQLite: the table is STRICT, which is not looked at where ALTER TABLE suffices. */
      readonly strict?: boolean
      /** On SQLite: the column that it comes before or after. */
      readonly before?: string
      readonly after?: string
    }
  | {
      readonly kind: 'dropColumn'
      readonly column: string
      readonly ifExists?: boolean
      /** What it was, for the way back. */
      readonly existing?: Column
    }
  | {
      readonly kind: 'alterColumn'
      readonly column: string
      readonly to: ColumnChange
      readonly existing: ExistingColumn
    }
  | { readonly kind: 'addConstraint'; readonly constraint: Constraint }
  | {
      readonly kind: 'dropConstraint'
      readonly name: Name
      readonly type?: Constraint['kind']
      readonly ifExists?: boolean
      /** What it was, for the way back. */
      readonly existing?: Constraint
    }

/** Changes of one table that are made together. */
export interface TableAlteration {
  readonly table: string
  readonly schema?: string
  readonly changes: readonly TableChange[]
  /** On SQLite: whether the table is copied only where ALTER TABLE does not suffice, in any case, or never. */
  readonly recreate: 'auto' | 'always' | 'never'
  /** On SQLite: lists of column names, each in the order that they shall have. */
  readonly reordering?: readonly (readonly string[])[]
  /** On SQLite: whether every value must be of its column's type from now on. */
  readonly strict?: boolean
  /** On SQLite: whether rows are stored by primary key from now on. */
  readonly withoutRowid?: boolean
}
