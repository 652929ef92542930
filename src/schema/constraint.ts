import type { ReferenceOptions } from './column.js'
import type { Name } from './naming.js'

/** When a constraint is checked: at each statement, or at the end of the transaction. */
export interface Deferral {
  /** Whether a transaction may put the check off. */
  readonly deferrable?: boolean
  readonly initially?: 'DEFERRED' | 'IMMEDIATE'
}

/** What a primary key or unique constraint can have beside its columns. */
export interface KeyOptions extends Deferral {
  readonly name?: Name
}

/** A table's constraint as data. */
export type Constraint =
  | ({ readonly kind: 'primaryKey' | 'unique'; readonly columns: readonly string[] } & KeyOptions)
  | { readonly kind: 'check'; readonly condition: string; readonly name?: Name }
  | ({ readonly kind: 'foreignKey' } & ForeignKey)
  | ({ readonly kind: 'exclude' } & Exclusion)

/** Columns that refer to those of another table. */
export interface ForeignKey extends ReferenceOptions {
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
}

/** What an exclusion constraint can have beside its elements. */
export interface ExclusionOptions extends KeyOptions {
  /** The index method; `gist` when not given. */
  readonly using?: string
  /** Only rows that meet this condition, as SQL, are compared. */
  readonly where?: string
}

/** No two rows for which all of the operators hold. PostgreSQL only. */
export interface Exclusion extends ExclusionOptions {
  readonly elements: readonly (readonly [column: string, operator: string])[]
}

/** The columns that identify a row. */
export const primaryKey = (columns: readonly string[], options: KeyOptions = {}): Constraint => ({
  kind: 'primaryKey',
  columns,
  ...options,
})
/** Columns whose values no two rows share. */
export const unique = (columns: readonly string[], options: KeyOptions = {}): Constraint => ({
  kind: 'unique',
  columns,
  ...options,
})
/** A condition that every row meets, as SQL. */
export const check = (condition: string, options: { readonly name?: Name } = {}): Constraint => ({
  kind: 'check',
  condition,
  ...options,
})
/** Columns that refer to those of another table, in the same order. */
export const foreignKey = (
  columns: readonly string[],
  table: string,
  references: readonly string[],
  options: ReferenceOptions = {},
): Constraint => ({ kind: 'foreignKey', columns, table, references, ...options })
/** No two rows for which all of the operators hold: `exclude([['room', '='], ['during', '&&']])`. PostgreSQL only. */
export const exclude = (elements: Exclusion['elements'], options: ExclusionOptions = {}): Constraint => ({
  kind: 'exclude',
  elements,
  ...options,
})
