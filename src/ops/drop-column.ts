import { irreversible, type Operation } from './operation.js'

export interface DropColumn extends Operation {
  readonly kind: 'dropColumn'
  readonly table: string
  readonly column: string
}

/** Drops a column with its values. SQLite refuses one that an index, constraint, trigger or view still names. */
export function dropColumn(table: string, column: string): DropColumn {
  return {
    kind: 'dropColumn',
    table,
    column,
    toSql: (dialect) => [`ALTER TABLE ${dialect.identifier(table)} DROP COLUMN ${dialect.identifier(column)}`],
    reverse() {
      throw irreversible(`dropColumn('${table}', '${column}')`)
    },
  }
}
