import { LimbeckError } from '../errors.js'
import type { ReferenceOptions } from './column.js'
import type { Name } from './naming.js'
import type { Sql } from './sql.js'

/** When a constraint is checked: at each statement, or at the end of the transaction. */
export interface Deferral {
  /** Whether a transaction may put the check off. */
  readonly deferrable?: boolean
  readonly initially?: 'DEFERRED' | 'IMMEDIATE'
}

/** What SQLite does with a row that breaks a constraint: https://sqlite.org/lang_conflict.html */
export type ConflictAction = 'ABORT' | 'FAIL' | 'IGNORE' | 'REPLACE' | 'ROLLBACK'

/** What a primary key or unique constraint can have beside its columns. */
export interface KeyOptions extends Deferral {
  readonly name?: Name
  /** SQLite: what becomes of a row whose key is there already, and of the rows before it. */
  readonly onConflict?: ConflictAction
  /** SQLite: collations that the values of columns are compared by, such as `{ email: 'NOCASE' }`. */
  readonly collate?: Readonly<Record<string, string>>
  /** PostgreSQL: columns that are kept in the index of the constraint without being part of the key. */
  readonly include?: readonly string[]
  /** PostgreSQL: two rows with NULL are the same to a unique constraint. */
  readonly nullsNotDistinct?: boolean
  /** SQLite: in which order the index of the constraint has columns; ascending when not given. */
  readonly order?: Readonly<Record<string, 'ASC' | 'DESC'>>
}

/** What a check can have beside its condition. */
export interface CheckOptions {
  readonly name?: Name
  /** PostgreSQL: tables that inherit from this one do without it. */
  readonly noInherit?: boolean
}

/** A table's constraint as data. */
export type Constraint =
  | ({ readonly kind: 'primaryKey' | 'unique'; readonly columns: readonly string[] } & KeyOptions)
  | ({ readonly kind: 'check'; readonly condition: string } & CheckOptions)
  | ({ readonly kind: 'foreignKey' } & ForeignKey)
  | ({ readonly kind: 'exclude' } & Exclusion)

/** Columns that refer to those of another table. */
export interface ForeignKey extends ReferenceOptions {
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
}

/** What an exclusion constraint can have beside its elements. */
export interface ExclusionOptions extends Deferral {
  readonly name?: Name
  /** The index method; `gist` when not given. */
  readonly using?: string
  /** Only rows that meet this condition, as SQL, are compared. */
  readonly where?: string
}

/** No two rows for which all of the operators hold; a column, or an expression made with `sql`. PostgreSQL only. */
export interface Exclusion extends ExclusionOptions {
  readonly elements: readonly (readonly [column: string | Sql, operator: string])[]
}

/** The columns that identify a row. */
export const primaryKey = (columns: readonly string[], options: KeyOptions = {}): Constraint => ({
  kind: 'primaryKey',
  columns: listed('A primary key', columns),
  ...options,
})
/** Columns whose values no two rows share. */
export const unique = (columns: readonly string[], options: KeyOptions = {}): Constraint => ({
  kind: 'unique',
  columns: listed('A unique constraint', columns),
  ...options,
})
/** A condition that every row meets, as SQL. */
export function check(condition: string, options: CheckOptions = {}): Constraint {
  if (typeof condition === 'string' && condition.trim() !== '') return { kind: 'check', condition, ...options }
  throw new LimbeckError('invalid-operation', "A check takes its condition as SQL text: check('price > 0').")
}
/** Columns that refer to those of another table, in the same order. */
export function foreignKey(
  columns: readonly string[],
  table: string,
  references: readonly string[],
  options: ReferenceOptions = {},
): Constraint {
  if (typeof table !== 'string' || table === '' || !Array.isArray(references)) {
    const message = "A foreign key takes columns, a table and its columns: foreignKey(['owner'], 'user', ['id'])."
    throw new LimbeckError('invalid-operation', message)
  }
  return { kind: 'foreignKey', columns: listed('A foreign key', columns), table, references, ...options }
}
/** No two rows for which all of the operators hold: `exclude([['room', '='], ['during', '&&']])`. PostgreSQL only. */
export function exclude(elements: Exclusion['elements'], options: ExclusionOptions = {}): Constraint {
  if (
    Array.isArray(elements) &&
    elements.length > 0 &&
    elements.every((pair) => Array.isArray(pair) && pair.length === 2)
  )
    return { kind: 'exclude', elements, ...options }
  const message = "An exclusion constraint takes pairs of a column and an operator: exclude([['during', '&&']])."
  throw new LimbeckError('invalid-operation', message)
}

function listed(what: string, columns: readonly string[]): readonly string[] {
  if (Array.isArray(columns) && columns.length > 0 && columns.every((column) => typeof column === 'string'))
    return columns
  const got = Array.isArray(columns) && columns.length === 0 ? 'no column' : 'something else'
  throw new LimbeckError('invalid-operation', `${what} takes a list of columns, ['a', 'b']; it has ${got}.`)
}
