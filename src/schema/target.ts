import { LimbeckError } from '../errors.js'
import type { Column } from './column.js'
import type { Constraint } from './constraint.js'
import type { Name } from './naming.js'
import { type Known, refuseUnknown } from './refuse-unknown.js'
import type { Sql } from './sql.js'
import type { IndexDefinition, IndexOptions, TableDefinition, TableOptions } from './table.js'

/** An index as part of a table that is described with `table`. */
export interface TargetIndex {
  readonly kind: 'index'
  readonly name: Name | null
  readonly columns: readonly (string | Sql)[]
  readonly options: Omit<IndexOptions, 'schema' | 'ifNotExists' | 'concurrently'>
}

/** A table that there shall be, with its indexes. */
export interface TargetTable extends TableDefinition {
  readonly kind: 'table'
  readonly indexes: readonly TargetIndex[]
}

/** What `table` takes after the name, in any order. */
export type TargetPart = Column | Constraint | TargetIndex | Omit<TableOptions, 'ifNotExists'>

/** An index of the table that it stands in. A name of null is given by the naming convention. */
export function index(
  name: Name | null,
  columns: readonly (string | Sql)[],
  options: TargetIndex['options'] = {},
): TargetIndex {
  if (!Array.isArray(columns) || columns.length === 0) {
    throw new LimbeckError('invalid-operation', "An index takes a list of columns: index('ix_note_title', ['title']).")
  }
  refuseUnknown('An index', options, indexOptions)
  return { kind: 'index', name, columns, options }
}

const indexOptions: Known<TargetIndex['options']> = {
  unique: true,
  where: true,
  using: true,
  include: true,
  ops: true,
  with: true,
  nullsNotDistinct: true,
}

const tableOptions: Known<Omit<TableOptions, 'ifNotExists'>> = {
  schema: true,
  comment: true,
  strict: true,
  withoutRowid: true,
  unlogged: true,
  partitionBy: true,
}

const kinds: readonly string[] = ['column', 'index', 'primaryKey', 'unique', 'check', 'foreignKey', 'exclude']

/**
 * A table as it shall be, for what compares a database with a target: columns, constraints and indexes; options stand
 * among them as a plain object. Throws `invalid-operation` for what is no part of a table.
 */
export function table(name: string, ...parts: readonly TargetPart[]): TargetTable {
  if (typeof name !== 'string' || name === '') {
    throw new LimbeckError('invalid-operation', "A table takes a name and its parts: table('note', column(…)).")
  }
  const what = `table('${name}', …)`
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) {
      const got = Array.isArray(part) ? 'a list: write ...columns' : typeof part
      throw new LimbeckError(
        'invalid-operation',
        `${what} takes columns, constraints, indexes and options, not ${got}.`,
      )
    }
    const kind = kindOf(part)
    if (kind === undefined) refuseUnknown(what, part, tableOptions)
    else if (!kinds.includes(kind)) throw new LimbeckError('invalid-operation', `${what} takes no ${kind}.`)
  }
  return {
    kind: 'table',
    table: name,
    columns: parts.filter((part): part is Column => kindOf(part) === 'column'),
    constraints: parts.filter((part): part is Constraint => !['column', 'index', undefined].includes(kindOf(part))),
    indexes: parts.filter((part): part is TargetIndex => kindOf(part) === 'index'),
    options: Object.assign({}, ...parts.filter((part) => kindOf(part) === undefined)) as TableOptions,
  }
}

const kindOf = (part: TargetPart): string | undefined => ('kind' in part ? part.kind : undefined)

/** The index of a table as a definition of its own. */
export const indexOf = (
  { name, columns, options }: TargetIndex,
  { table, options: { schema } }: TableDefinition,
): Omit<IndexDefinition, 'name'> & { readonly name: Name | null } => ({
  name,
  table,
  columns,
  options: { ...options, ...(schema === undefined ? {} : { schema }) },
})
