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

/** A function of PostgreSQL, such as a trigger calls. */
export interface Routine {
  readonly name: string
  readonly schema?: string
  /** The types of its arguments, which tell functions of one name apart. */
  readonly args: string
  /** The whole statement that makes it. */
  readonly sql: string
}

/** A sequence of PostgreSQL that belongs to no column. */
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
}

/** A virtual table of SQLite; its shadow tables are not told. */
export interface VirtualTable {
  readonly name: string
  /** The whole statement that makes it. */
  readonly sql: string
}

/** Something that is there, and that no field of the schema can hold: it is left alone, and said. */
export interface Unreflected {
  readonly kind: string
  readonly name: string
  readonly why: string
}

/** The schema of a database as data. */
export interface DatabaseSchema {
  readonly tables: readonly ExistingTable[]
  readonly virtualTables: readonly VirtualTable[]
  readonly views: readonly View[]
  readonly triggers: readonly Trigger[]
  readonly routines: readonly Routine[]
  readonly enumerations: readonly Enumeration[]
  readonly sequences: readonly Sequence[]
  readonly unreflected: readonly Unreflected[]
}
