import { LimbeckError } from '../errors.js'
import { refuseNoType } from '../schema/column.js'
import type { ColumnChange, ExistingColumn, TableChange } from '../schema/table-change.js'
import { type AlterOptions, type AlterTable, alteration, alterTable } from './alter-table.js'
import { refuseNoName } from './operation.js'

/** What becomes of a column, and, for the way back, what it was. */
export interface AlterColumnOptions extends ColumnChange, ExistingColumn, AlterOptions {}

/** Changes a column: what is not named stays as it is. `default: null` and `comment: null` take those away. */
export function alterColumn(table: string, column: string, options: AlterColumnOptions): AlterTable {
  return alterTable('alterColumn', alteration(table, options, columnChange(table, column, options)))
}

/** A change of a column as data. Throws `invalid-operation` for options that are none. */
export function columnChange(table: string, column: string, options: AlterColumnOptions): TableChange {
  const what = `op.alterColumn('${table}', …)`
  refuseNoName(what, column)
  const { schema: _, recreate: __, ...named } = options ?? {}
  const unknown = Object.keys(named).find((key) => !known.has(key))
  if (unknown !== undefined) {
    throw new LimbeckError('invalid-operation', `${what} takes no '${unknown}': ${[...known].slice(0, 9).join(', ')}.`)
  }
  if (named.type !== undefined) refuseNoType(column, named.type)
  if (named.using !== undefined && named.type === undefined) {
    throw new LimbeckError('invalid-operation', `${what}: using goes with a new type.`)
  }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  const existing = given.filter(([key]) => key.startsWith('existing'))
  const to = given.filter(([key]) => !key.startsWith('existing'))
  return { kind: 'alterColumn', column, to: Object.fromEntries(to), existing: Object.fromEntries(existing) }
}

const changes = ['newName', 'type', 'nullable', 'default', 'using', 'fill', 'comment', 'identity', 'generated']

const known: ReadonlySet<string> = new Set([
  ...changes,
  ...['Type', 'Nullable', 'Default', 'Comment', 'Identity', 'Generated'].map((key) => `existing${key}`),
])
