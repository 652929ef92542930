/** A case of the reflect-diff family: two schemas as statements, and what Alembic sees between them. */
export interface ReflectDiffCase {
  readonly id: string
  readonly title: string
  readonly edits?: readonly string[]
  readonly database: readonly string[]
  readonly target: readonly string[]
  readonly expect: {
    readonly diff?: readonly (DiffElement | readonly ColumnElement[])[]
    readonly error?: { readonly class: string; readonly message: string }
    readonly warnings?: readonly string[]
  }
}

/** A thing that comes or goes. */
export type DiffElement =
  | readonly ['add_table' | 'remove_table', { readonly name: string }]
  | readonly ['add_column' | 'remove_column', schema: null, table: string, column: { readonly name: string }]
  | readonly ['add_index' | 'remove_index', { readonly name: string; readonly table: string }]
  | readonly ['add_constraint' | 'remove_constraint' | 'add_fk' | 'remove_fk', DiffConstraint]

export interface DiffConstraint {
  readonly kind: 'unique' | 'check' | 'foreignKey'
  readonly name: string | null
  readonly table: string
  readonly columns?: readonly string[]
}

/** A change of a column. */
export type ColumnElement = readonly [
  kind: 'modify_nullable' | 'modify_type' | 'modify_default',
  schema: null,
  table: string,
  column: string,
  existing: object,
  from: unknown,
  to: unknown,
]
