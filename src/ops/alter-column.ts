import { LimbeckError } from '../errors.js'
import { refuseNoType } from '../schema/refuse-no-type.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
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
  refuseUnknown(what, options, known)
  const { schema: _, recreate: __, ...named } = options
  for (const type of [named.type, named.existingType]) if (type !== undefined) refuseNoType(column, type)
  if (named.using !== undefined && named.type === undefined) {
    throw new LimbeckError('invalid-operation', `${what}: using goes with a new type.`)
  }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  const existing = given.filter(([key]) => key.startsWith('existing'))
  const to = given.filter(([key]) => !key.startsWith('existing'))
  return { kind: 'alterColumn', column, to: Object.fromEntries(to), existing: Object.fromEntries(existing) }
}

const known: Known<AlterColumnOptions> = {
  newName: true,
  type: true,
  nullable: true,
  default: true,
  using: true,
  fill: true,
  comment: true,
  identity: true,
  generated: true,
  collate: true,
  onNull: true,
  autoincrement: true,
  existingType: true,
  existingNullable: true,
  existingDefault: true,
  existingComment: true,
  existingIdentity: true,
  existingGenerated: true,
  existingCollate: true,
  existingOnNull: true,
  existingAutoincrement: true,
  schema: true,
  recreate: true,
}
