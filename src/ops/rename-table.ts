import { refuseUnknown } from '../schema/refuse-unknown.js'
import { type Operation, refuseNoName } from './operation.js'

export interface RenameTable extends Operation {
  readonly kind: 'renameTable'
  readonly table: string
  readonly newName: string
  readonly schema?: string
}

/** Renames a table; what refers to it follows. */
export function renameTable(table: string, newName: string, options: { readonly schema?: string } = {}): RenameTable {
  refuseNoName('op.renameTable', table)
  refuseNoName('op.renameTable', newName)
  refuseUnknown('op.renameTable', options, { schema: true })
  const { schema } = options
  return {
    kind: 'renameTable',
    table,
    newName,
    ...(schema === undefined ? {} : { schema }),
    toSql: (dialect) => [dialect.renameTable({ table, schema }, newName)],
    reverse: () => [renameTable(newName, table, options)],
  }
}
