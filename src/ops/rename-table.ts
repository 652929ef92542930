import type { Operation } from './operation.js'

export interface RenameTable extends Operation {
  readonly kind: 'renameTable'
  readonly table: string
  readonly newName: string
}

/** Renames a table; what refers to it follows. */
export function renameTable(table: string, newName: string): RenameTable {
  return {
    kind: 'renameTable',
    table,
    newName,
    toSql: (dialect) => [`ALTER TABLE ${dialect.identifier(table)} RENAME TO ${dialect.identifier(newName)}`],
    reverse: () => [renameTable(newName, table)],
  }
}
