import type { ReferentialAction } from './column.js'

/** A table's constraint as data. */
export type Constraint =
  | { readonly kind: 'primaryKey'; readonly columns: readonly string[]; readonly name?: string }
  | { readonly kind: 'unique'; readonly columns: readonly string[]; readonly name?: string }
  | { readonly kind: 'check'; readonly condition: string; readonly name?: string }
  | ({ readonly kind: 'foreignKey' } & ForeignKey)

/** Columns that refer to those of another table. */
export interface ForeignKey {
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
  readonly name?: string
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
}

interface Named {
  readonly name?: string
}

/** The columns that identify a row. */
export const primaryKey = (columns: readonly string[], options: Named = {}): Constraint => ({
  kind: 'primaryKey',
  columns,
  ...options,
})
/** Columns whose values no two rows share. */
export const unique = (columns: readonly string[], options: Named = {}): Constraint => ({
  kind: 'unique',
  columns,
  ...options,
})
/** A condition that every row meets, as SQL. */
export const check = (condition: string, options: Named = {}): Constraint => ({ kind: 'check', condition, ...options })
/** Columns that refer to those of another table, in the same order. */
export const foreignKey = (
  columns: readonly string[],
  table: string,
  references: readonly string[],
  options: Omit<ForeignKey, 'columns' | 'table' | 'references'> = {},
): Constraint => ({ kind: 'foreignKey', columns, table, references, ...options })
