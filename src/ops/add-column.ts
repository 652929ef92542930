import type { Column } from '../schema/column.js'
import { createIndex } from './create-index.js'
import { columnIndex } from './create-table.js'
import { dropColumn } from './drop-column.js'
import { dropIndex } from './drop-index.js'
import type { Operation } from './operation.js'

export interface AddColumn extends Operation {
  readonly kind: 'addColumn'
  readonly table: string
  readonly column: Column
}

/**
 * Adds a column at the end of a table. SQLite's rules hold there: a column that is NOT NULL needs a default, and the
 * default may be no expression (https://sqlite.org/lang_altertable.html). `unique` becomes a unique index.
 */
export function addColumn(table: string, column: Column): AddColumn {
  const index =
    column.unique && !column.index
      ? createIndex(`uq_${table}_${column.name}`, table, [column.name], { unique: true })
      : columnIndex(table, column)
  return {
    kind: 'addColumn',
    table,
    column,
    toSql: (dialect) => [
      `ALTER TABLE ${dialect.identifier(table)} ADD COLUMN ${dialect.addedColumn(column)}`,
      ...(index?.toSql(dialect) ?? []),
    ],
    reverse: () => [...(index ? [dropIndex(index.name)] : []), dropColumn(table, column.name)],
  }
}
