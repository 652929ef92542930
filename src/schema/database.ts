import type { Enumeration } from './column-type.js'
import type { IndexDefinition, TableDefinition } from './table.js'

/** A table that is there, with all that belongs to it. */
export interface ExistingTable extends TableDefinition {
  readonly indexes: readonly IndexDefinition[]
  /** SQLite: CREATE TABLE as `sqlite_master` has it. */
  readonly sql?: string
}

/** A view. */
export interface View {
  readonly name: string
  readonly schema?: string
  /** PostgreSQL: whether its rows are kept. */
  readonly materialized?: boolean
  /** The whole statement that makes it. */
  readonly sql: string
  /** The indexes of a materialized one. */
  readonly indexes?: readonly IndexDefinition[]
  /** PostgreSQL: whether privileges on it are others than a new one has. Which these are is not told. */
  readonly granted?: boolean
}

/** A trigger. */
export interface Trigger {
  readonly name: string
  /** The table or view that it belongs to. */
  readonly table: string
  readonly schema?: string
  /** The whole statement that makes it. */
  readonly sql: string
}

/** A function or procedure of PostgreSQL, such as a trigger calls. */
export interface Routine {
  readonly name: string
  readonly schema?: string
  /** The types of its arguments, which tell functions of one name apart. */
  readonly args: string
  /** The whole statement that makes it, in place of an older one too. */
  readonly sql: string
  /** Where it takes or gives rows of tables, or of views, or its body is parsed and names them: they come before it. */
  readonly uses?: 'tables' | 'views'
  /** Whether privileges on it are others than a new one has. Which these are is not told. */
  readonly granted?: boolean
}

/** A sequence of PostgreSQL, other than those that identity and SERIAL columns come with. */
export interface Sequence {
  readonly name: string
  readonly schema?: string
  readonly type: 'smallint' | 'integer' | 'bigint'
  readonly start: bigint
  readonly increment: bigint
  readonly minValue: bigint
  readonly maxValue: bigint
  readonly cache: bigint
  readonly cycle: boolean
  /** The column that it goes with. */
  readonly owner?: { readonly table: string; readonly schema?: string; readonly column: string }
}

/** A virtual table of SQLite; its shadow tables are not told. */
export interface VirtualTable {
  readonly name: string
  /** The whole statement that makes it. */
  readonly sql: string
}

/** A comment of PostgreSQL on anything but a table and its columns, which have their own. */
export interface Comment {
  /** What it is on, as SQL names it: `INDEX ix_note_title`. */
  readonly on: string
  readonly text: string
}

/** Something that is there, and that no field of the schema can hold: it is left alone, and said. */
export interface Unreflected {
  readonly kind: string
  readonly name: string
  readonly why: string
}

/** The schema of a database as data. Views stand in an order in which they can be made; all else is ordered by name. */
export interface DatabaseSchema {
  readonly tables: readonly ExistingTable[]
  readonly virtualTables: readonly VirtualTable[]
  readonly views: readonly View[]
  readonly triggers: readonly Trigger[]
  readonly routines: readonly Routine[]
  readonly enumerations: readonly Enumeration[]
  readonly sequences: readonly Sequence[]
  readonly comments: readonly Comment[]
  readonly unreflected: readonly Unreflected[]
}
