import { LimbeckError } from '../errors.js'
import type { Constraint } from '../schema/constraint.js'
import { type Name, nameOf } from '../schema/naming.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import { type AlterOptions, type AlterTable, alteration, alterTable } from './alter-table.js'
import { refuseNoName } from './operation.js'

/** What is known of a constraint that goes. */
export interface DropConstraintOptions extends AlterOptions {
  readonly type?: Constraint['kind']
  readonly ifExists?: boolean
  /** What it was, for the way back. */
  readonly existing?: Constraint
}

const types = ['primaryKey', 'unique', 'check', 'foreignKey', 'exclude']

/** Drops a constraint by name. */
export function dropConstraint(name: Name, table: string, options: DropConstraintOptions = {}): AlterTable {
  refuseNoName('op.dropConstraint', nameOf(name))
  refuseUnknown('op.dropConstraint', options, known)
  const { ifExists, existing, type = existing?.kind } = options
  if (type !== undefined && !types.includes(type)) {
    throw new LimbeckError('invalid-operation', `The type of a constraint is ${types.join(', ')}, not '${type}'.`)
  }
  const change = {
    kind: 'dropConstraint',
    name,
    ...(type === undefined ? {} : { type }),
    ...(ifExists ? { ifExists } : {}),
    ...(existing ? { existing } : {}),
  } as const
  return alterTable('dropConstraint', alteration(table, options, change))
}

const known: Known<DropConstraintOptions> = {
  type: true,
  schema: true,
  ifExists: true,
  recreate: true,
  existing: true,
}
