import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import type { NamingConvention } from '../schema/naming.js'
import type { TableAlteration } from '../schema/table-change.js'

/** A row of the query that an operation asked. */
export type Fact = Readonly<Record<string, unknown>>

/** An operation as TypeScript. */
export interface Rendering {
  /** The statement that enqueues it, where the revision's `op` is: `op.execute('ANALYZE')`. */
  readonly code: string
  /** The names of `limbeck/op` that the statement needs. */
  readonly imports?: readonly string[]
}

/** What a revision says, as data: the fields that are no functions are what its checksum is made of. */
export interface Operation {
  readonly kind: string
  /** The change of a table that this is. Where ALTER TABLE does not suffice, the table is made anew. */
  readonly alteration?: TableAlteration
  /** Whether PostgreSQL takes it only outside of a transaction. */
  readonly outside?: true
  /** The statements that do it, in order. `facts` are the rows of what it asked, when it asks. */
  toSql(dialect: Dialect, facts?: readonly Fact[]): readonly DialectStatement[]
  /** A query whose rows `toSql` is to be given; undefined where nothing needs to be known. */
  facts?(dialect: Dialect): string | undefined
  /** The same with the names that a convention gives. */
  named?(convention: NamingConvention | undefined): Operation
  /** The operations that undo it, in order. Throws `unsupported-operation` when what was there before is not known. */
  reverse?(): readonly Operation[]
  /** How `renderOperations` writes it; directives are written by what they are. */
  render?(): Rendering
}

/** The error of an operation that cannot be undone from its own data. */
export const notReversible = (what: string): LimbeckError =>
  new LimbeckError('unsupported-operation', `${what} cannot be reversed: what was there before is not known.`)

/** Throws `invalid-operation` unless something is a text that is not empty, for arguments that were forgotten. */
export function refuseNoName(what: string, name: unknown): void {
  if (typeof name === 'string' && name !== '') return
  const got = typeof name === 'string' ? 'an empty text' : name === null ? 'null' : typeof name
  throw new LimbeckError('invalid-operation', `${what} takes a name; this is ${got}.`)
}
