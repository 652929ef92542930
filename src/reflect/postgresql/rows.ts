/** A sequence's settings, its numbers as text. */
export interface SequenceSettings {
  readonly type: string
  readonly start: string
  readonly increment: string
  readonly minValue: string
  readonly maxValue: string
  readonly cache: string
  readonly cycle: boolean
}

interface Named {
  readonly name: string
  /** Null where the name needs none. */
  readonly schema: string | null
}

export interface EnumerationRow extends Named {
  readonly values: readonly string[] | null
}

export interface TableRow extends Named {
  readonly oid: string
  readonly unlogged: boolean
  readonly partitionBy: string | null
  readonly comment: string | null
}

export interface ColumnRow {
  readonly table: string
  readonly at: number
  readonly name: string
  readonly type: string
  /** The type of a list's values. */
  readonly element: string | null
  readonly dimensions: number
  readonly enumeration: EnumerationRow | null
  readonly notNull: boolean
  /** The expression of the default, or of a generated column. */
  readonly default: string | null
  readonly identity: '' | 'a' | 'd'
  readonly generated: '' | 's' | 'v'
  readonly sequence: (SequenceSettings & { readonly oid: string }) | null
  readonly collation: { readonly name: string; readonly visible: boolean } | null
  readonly comment: string | null
}

export interface ConstraintRow {
  readonly table: string
  readonly name: string
  readonly type: 'p' | 'u' | 'f' | 'c' | 'x'
  readonly columns: readonly string[] | null
  readonly condition: string | null
  readonly foreignTable: string | null
  readonly foreignSchema: string | null
  readonly foreignColumns: readonly string[] | null
  readonly onUpdate: string
  readonly onDelete: string
  readonly match: string
  readonly deferrable: boolean
  readonly deferred: boolean
  /** Of an exclusion. */
  readonly definition: string | null
  readonly using: string | null
  readonly where: string | null
  readonly include: readonly string[] | null
  readonly nullsNotDistinct: string | null
  readonly storage: readonly string[] | null
  readonly noInherit: boolean
  readonly validated: boolean
  readonly enforced: string | null
  readonly period: string | null
  /** The columns that ON DELETE SET … is for, where it is not for all. */
  readonly someColumns: string | null
}

export interface IndexRow extends Named {
  readonly table: string
  readonly tableName: string
  readonly unique: boolean
  readonly using: string
  readonly definition: string
  /** How many of the columns are keys. */
  readonly keys: number
  readonly where: string | null
  readonly include: readonly string[] | null
  readonly nullsNotDistinct: string | null
  readonly storage: readonly string[] | null
  readonly valid: boolean
}

export interface ViewRow extends Named {
  readonly oid: string
  readonly materialized: boolean
  readonly definition: string
  readonly storage: readonly string[] | null
  readonly populated: boolean
  readonly granted: boolean
  readonly uses: readonly string[] | null
}

export interface TriggerRow extends Named {
  readonly table: string
  readonly definition: string
  readonly enabled: string
}

export interface RoutineRow extends Named {
  readonly args: string
  readonly definition: string
  /** How the definition begins where its schema is the one that tables are made in. */
  readonly prefix: string | null
  readonly granted: boolean
  readonly uses: 'tables' | 'views' | null
}

export interface SequenceRow extends Named, SequenceSettings {
  readonly oid: string
  readonly owner: { readonly table: string; readonly schema: string | null; readonly column: string } | null
}
