import { LimbeckError } from '../errors.js'
import type { ColumnType } from './column-type.js'
import type { ConflictAction, Deferral } from './constraint.js'
import type { Name } from './naming.js'
import { refuseNoType } from './refuse-no-type.js'
import { type Known, refuseUnknown } from './refuse-unknown.js'
import type { Sql } from './sql.js'
import type { Encodable } from './value.js'

/** What happens to the rows that refer to a row that goes or changes its key. */
export type ReferentialAction = 'CASCADE' | 'RESTRICT' | 'SET NULL' | 'SET DEFAULT' | 'NO ACTION'

/** What a foreign key can have beside its columns. */
export interface ReferenceOptions extends Deferral {
  readonly name?: Name
  /** The schema of the table that is referred to. */
  readonly schema?: string
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
  readonly match?: 'FULL' | 'PARTIAL' | 'SIMPLE'
}

/** The column that a column refers to. */
export interface Reference extends ReferenceOptions {
  readonly table: string
  readonly column: string
}

/** A number that the database counts up. PostgreSQL only; SQLite counts its integer primary keys. */
export interface Identity {
  /** Whether an INSERT may not name a value of its own. */
  readonly always?: boolean
  readonly start?: number | bigint
  readonly increment?: number | bigint
  readonly minValue?: number | bigint
  readonly maxValue?: number | bigint
  readonly cycle?: boolean
  /** How many numbers a session takes at once. */
  readonly cache?: number
}

/** A column whose value follows from others of its row. */
export interface Generated {
  /** The expression, as SQL. */
  readonly as: string
  /** Whether the value is kept with the row, or worked out when it is read; true on PostgreSQL, false on SQLite, when not
   * given. PostgreSQL works it out since version 18. */
  readonly stored?: boolean
}

/** What a column can have beside its name and type. */
export interface ColumnOptions {
  /** Default: true, unless the column is a primary key. */
  readonly nullable?: boolean
  /** SQLite: what becomes of a row with NULL in a column that takes none; `'REPLACE'` stores the default instead. */
  readonly onNull?: ConflictAction
  readonly primaryKey?: boolean
  /**
   * Whether the database counts a whole number up: true for the only column of a primary key, when not given. On SQLite
   * `true` is AUTOINCREMENT, which never gives a number twice, and goes with such a key only.
   */
  readonly autoincrement?: boolean
  readonly unique?: boolean | { readonly name?: Name }
  /** Makes an index of this column, named `ix_<table>_<column>` when no name is given. */
  readonly index?: boolean | { readonly name?: Name }
  /** What the database stores where an INSERT names no value: a value, or an expression made with `sql`. */
  readonly default?: Encodable | Sql
  readonly references?: Reference
  /** A condition that every row must meet, as SQL. */
  readonly check?: string | { readonly condition: string; readonly name?: Name }
  /** A collation: `'NOCASE'`. */
  readonly collate?: string
  readonly generated?: Generated
  readonly identity?: Identity
  /** PostgreSQL keeps it with the schema; SQLite has no place for it. */
  readonly comment?: string
}

/** A column as data. */
export interface Column extends ColumnOptions {
  readonly kind: 'column'
  readonly name: string
  readonly type: ColumnType
}

const options: Known<ColumnOptions> = {
  nullable: true,
  onNull: true,
  primaryKey: true,
  autoincrement: true,
  unique: true,
  index: true,
  default: true,
  references: true,
  check: true,
  collate: true,
  generated: true,
  identity: true,
  comment: true,
}

const references: Known<Reference> = {
  table: true,
  column: true,
  schema: true,
  name: true,
  onDelete: true,
  onUpdate: true,
  match: true,
  deferrable: true,
  initially: true,
}

/** A column of a table. Throws `invalid-operation` when the type is none, or the options contradict each other. */
export function column(name: string, type: ColumnType, given: ColumnOptions = {}): Column {
  if (typeof name !== 'string' || name === '') {
    throw new LimbeckError('invalid-operation', "A column takes a name and a type: column('title', text()).")
  }
  refuseNoType(name, type)
  refuseUnknown(`The column '${name}'`, given, options)
  if (given.references) {
    refuseUnknown(`The reference of '${name}'`, given.references, references)
  }
  if (given.autoincrement && !['smallInteger', 'integer', 'bigInteger', 'raw'].includes(type.type)) {
    const message = `The column '${name}' cannot count up: autoincrement goes with integer(), bigInteger() or smallInteger().`
    throw new LimbeckError('invalid-operation', message)
  }
  const values = ['default', 'generated', 'identity'].filter((key) => given[key as keyof ColumnOptions] !== undefined)
  if (values.length > 1) {
    throw new LimbeckError('invalid-operation', `The column '${name}' has ${values.join(' and ')}: only one can be.`)
  }
  return { kind: 'column', name, type, ...given }
}
