import type { Column } from '../schema/column.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import { type AlterOptions, type AlterTable, alteration, alterTable } from './alter-table.js'
import { refuseNoColumn } from './create-table.js'
import { refuseNoName } from './operation.js'

/** How a column is dropped. */
export interface DropColumnOptions extends AlterOptions {
  readonly ifExists?: boolean
}

/** Drops a column with its values. Given as a whole, with `column(…)`, it can be reversed, but for the values. */
export function dropColumn(table: string, column: string | Column, options: DropColumnOptions = {}): AlterTable {
  refuseUnknown('op.dropColumn', options, known)
  const { ifExists } = options
  const existing = typeof column === 'object' && column !== null ? column : undefined
  if (existing) refuseNoColumn(`op.dropColumn('${table}', …)`, existing)
  const name = existing?.name ?? (column as string)
  refuseNoName(`op.dropColumn('${table}', …)`, name)
  const change = {
    kind: 'dropColumn',
    column: name,
    ...(ifExists ? { ifExists } : {}),
    ...(existing ? { existing } : {}),
  } as const
  return alterTable('dropColumn', alteration(table, options, change))
}

const known: Known<DropColumnOptions> = { schema: true, recreate: true, ifExists: true }
