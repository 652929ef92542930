/** A case of the batch family. */
export interface BatchCase {
  readonly id: string
  readonly title: string
  readonly setup: readonly string[]
  readonly foreignKeys?: boolean
  readonly batch: {
    readonly table: string
    readonly recreate?: string
    readonly partialReordering?: readonly (readonly string[])[]
    readonly copyFrom?: object
    readonly reflectArgs?: readonly object[]
    readonly tableArgs?: readonly Directive[]
  }
  readonly ops: readonly Directive[]
  readonly expect: BatchExpected
  readonly unstable?: readonly string[]
}

/** A directive of the vectors; fields as far as its kind has them. */
export type Directive = Readonly<Record<string, unknown>>

/** What Alembic did. */
export interface BatchExpected extends Partial<DatabaseState> {
  readonly error?: { readonly class: string; readonly message: string | null }
  readonly recreated?: boolean
  readonly lost?: readonly { readonly kind: string; readonly name?: string | null; readonly table?: string }[]
  readonly unstable?: readonly string[]
}

/** A database as the vectors describe it. */
export interface DatabaseState {
  readonly master: readonly { readonly type: string; readonly name: string; readonly sql: string | null }[]
  readonly tables: Readonly<Record<string, TableState>>
  readonly rows: Readonly<Record<string, readonly (readonly unknown[])[]>>
}

export interface TableState {
  readonly columns: readonly ColumnInfo[]
  readonly indexes: readonly IndexInfo[]
  readonly uniques: readonly { readonly name: string | null; readonly columns: readonly string[] }[]
  readonly foreignKeys: readonly ForeignKeyInfo[]
  readonly checks: readonly { readonly name: string | null; readonly sql: string }[]
}

export interface ColumnInfo {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly default: string | null
  readonly pk: number
}

export interface IndexInfo {
  readonly name: string
  readonly unique: boolean
  readonly columns: readonly (string | null)[]
  readonly desc: readonly boolean[]
  readonly collations: readonly string[]
  readonly where: string | null
}

export interface ForeignKeyInfo {
  readonly columns: readonly string[]
  readonly refTable: string
  readonly refColumns: readonly (string | null)[]
  readonly onUpdate: string
  readonly onDelete: string
}
