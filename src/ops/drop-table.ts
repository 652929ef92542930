import { irreversible, type Operation } from './operation.js'

export interface DropTable extends Operation {
  readonly kind: 'dropTable'
  readonly table: string
  readonly ifExists?: boolean
}

/** Drops a table with its rows, indexes and triggers. */
export function dropTable(table: string, options: { readonly ifExists?: boolean } = {}): DropTable {
  return {
    kind: 'dropTable',
    table,
    ...options,
    toSql: (dialect) => [`DROP TABLE ${options.ifExists ? 'IF EXISTS ' : ''}${dialect.identifier(table)}`],
    reverse() {
      throw irreversible(`dropTable('${table}')`)
    },
  }
}
