import type { Column } from '../schema/column.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import { type AlterOptions, type AlterTable, alteration, alterTable } from './alter-table.js'
import { refuseNoColumn } from './create-table.js'

/** How a column is added. */
export interface AddColumnOptions extends AlterOptions {
  readonly ifNotExists?: boolean
  /** On SQLite: the table is STRICT, and has six types only. Limbeck does not look where ALTER TABLE suffices. */
  readonly strict?: boolean
}

/**
 * Adds a column at the end of a table. On SQLite a column that ALTER TABLE does not take, such as one that is NOT NULL
 * without a default that is a value, makes the table anew.
 */
export function addColumn(table: string, column: Column, options: AddColumnOptions = {}): AlterTable {
  refuseNoColumn(`op.addColumn('${table}', …)`, column)
  refuseUnknown('op.addColumn', options, known)
  const { ifNotExists, strict } = options
  const change = {
    kind: 'addColumn',
    column,
    ...(ifNotExists ? { ifNotExists } : {}),
    ...(strict ? { strict } : {}),
  } as const
  return alterTable('addColumn', alteration(table, options, change))
}

const known: Known<AddColumnOptions> = { schema: true, recreate: true, ifNotExists: true, strict: true }
