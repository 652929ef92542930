import type { SqlToken } from './tokenize.js'

/** A place in an SQL text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A name and where it stands, quotes included. */
export interface Name extends Span {
  readonly name: string
}

/** A column of a key, and the whole of what is said of it there: its collation and order too. */
export interface KeyPart extends Name {
  readonly part: Span
  readonly collation: string | undefined
  readonly descending: boolean
}

/** `REFERENCES …`. */
export interface ReferenceClause {
  readonly table: Name
  /** None: the other table's primary key. */
  readonly columns: readonly Name[]
  /** In capitals, `NO ACTION` when not said. */
  readonly onDelete: string
  readonly onUpdate: string
  /** As it is said; SQLite makes nothing of it. */
  readonly match: string | undefined
  readonly deferral: DeferralClause | undefined
  /** Whether it is checked only when the transaction commits. */
  readonly deferred: boolean
}

/** `DEFERRABLE …`. */
export interface DeferralClause {
  readonly deferrable: boolean
  /** In capitals. */
  readonly initially: string | undefined
}

interface Named extends Span {
  /** As `CONSTRAINT` names it. */
  readonly name: string | undefined
}

interface Conflicting {
  /** `ON CONFLICT`, in capitals. */
  readonly onConflict: string | undefined
}

/** What a column definition says beside name and type. */
export type ColumnConstraint = Named &
  (
    | ({ readonly kind: 'notNull' | 'null' | 'unique' } & Conflicting)
    | ({ readonly kind: 'primaryKey'; readonly autoincrement: boolean; readonly descending: boolean } & Conflicting)
    | { readonly kind: 'collate'; readonly collation: string }
    /** A deferral belongs to the foreign key before it, that of an earlier column too. */
    | { readonly kind: 'nothing'; readonly deferral?: DeferralClause }
    | { readonly kind: 'check'; readonly expression: Span }
    | { readonly kind: 'default'; readonly value: Span }
    | { readonly kind: 'generated'; readonly expression: Span; readonly stored: boolean }
    | { readonly kind: 'foreignKey'; readonly reference: ReferenceClause }
  )

/** A column as its table's SQL defines it. */
export interface ColumnDefinition extends Span {
  readonly column: Name
  readonly type: Span | undefined
  readonly constraints: readonly ColumnConstraint[]
}

/** A constraint that stands for itself among the columns. */
export type TableConstraint = Named &
  (
    | ({
        readonly kind: 'primaryKey'
        readonly columns: readonly KeyPart[]
        readonly autoincrement: boolean
      } & Conflicting)
    | ({ readonly kind: 'unique'; readonly columns: readonly KeyPart[] } & Conflicting)
    | { readonly kind: 'nothing' }
    | { readonly kind: 'check'; readonly expression: Span }
    | { readonly kind: 'foreignKey'; readonly columns: readonly Name[]; readonly reference: ReferenceClause }
  )

/** `CREATE TABLE` as a text whose parts are known by their places. */
export interface TableDefinition {
  readonly sql: string
  readonly tokens: readonly SqlToken[]
  readonly table: Name
  readonly columns: readonly ColumnDefinition[]
  readonly constraints: readonly TableConstraint[]
  /** Where the closing parenthesis stands. */
  readonly close: number
  readonly withoutRowid: boolean
  readonly strict: boolean
}
