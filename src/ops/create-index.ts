import { LimbeckError } from '../errors.js'
import { isSql, type Sql } from '../schema/sql.js'
import { dropIndex } from './drop-index.js'
import type { Operation } from './operation.js'

/** What an index can have beside columns. */
export interface IndexOptions {
  readonly unique?: boolean
  readonly ifNotExists?: boolean
  /** Only rows that meet this condition are indexed. */
  readonly where?: string
}

export interface CreateIndex extends Operation {
  readonly kind: 'createIndex'
  readonly name: string
  readonly table: string
  readonly columns: readonly (string | Sql)[]
  readonly options: IndexOptions
}

/** Makes an index of columns, or of expressions made with `sql`. */
export function createIndex(
  name: string,
  table: string,
  columns: readonly (string | Sql)[],
  options: IndexOptions = {},
): CreateIndex {
  return {
    kind: 'createIndex',
    name,
    table,
    columns,
    options,
    toSql(dialect) {
      const words = [
        options.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
        ...(options.ifNotExists ? ['IF NOT EXISTS'] : []),
        dialect.identifier(name),
        'ON',
        dialect.identifier(table),
        `(${columns.map((column) => (isSql(column) ? expression(name, column) : dialect.identifier(column))).join(', ')})`,
        ...(options.where === undefined ? [] : [`WHERE ${options.where}`]),
      ]
      return [words.join(' ')]
    },
    reverse: () => [dropIndex(name)],
  }
}

function expression(name: string, sql: Sql): string {
  if (sql.params.length === 0) return sql.parts.join('')
  throw new LimbeckError('invalid-operation', `The index '${name}' takes no parameters: write the values into its SQL.`)
}
