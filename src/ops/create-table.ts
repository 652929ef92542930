import { LimbeckError } from '../errors.js'
import type { Column } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import { type CreateIndex, createIndex } from './create-index.js'
import { dropTable } from './drop-table.js'
import type { Operation } from './operation.js'

/** What a new table can have beside columns and constraints. */
export interface TableOptions {
  readonly ifNotExists?: boolean
  /** SQLite: every value must be of its column's type. */
  readonly strict?: boolean
  /** SQLite: rows are stored by primary key. */
  readonly withoutRowid?: boolean
}

export interface CreateTable extends Operation {
  readonly kind: 'createTable'
  readonly table: string
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  readonly options: TableOptions
}

/** Makes a table of columns and constraints; options stand among them as a plain object. */
export function createTable(table: string, ...parts: readonly (Column | Constraint | TableOptions)[]): CreateTable {
  if (parts.some((part) => Array.isArray(part))) {
    const message = `createTable('${table}') takes columns one by one: write ...columns for a list.`
    throw new LimbeckError('invalid-operation', message)
  }
  const columns = parts.filter((part): part is Column => kindOf(part) === 'column')
  const constraints = parts.filter((part): part is Constraint => !['column', undefined].includes(kindOf(part)))
  const options: TableOptions = Object.assign({}, ...parts.filter((part) => kindOf(part) === undefined))
  return {
    kind: 'createTable',
    table,
    columns,
    constraints,
    options,
    toSql(dialect) {
      const keys = columns.filter((column) => column.primaryKey).map((column) => column.name)
      const lines = [
        ...columns.map(dialect.column),
        ...(keys.length > 0 ? [dialect.constraint({ kind: 'primaryKey', columns: keys })] : []),
        ...constraints.map(dialect.constraint),
        ...columns
          .filter((column) => column.unique && !column.index)
          .map((column) => dialect.constraint({ kind: 'unique', columns: [column.name] })),
      ]
      const tail = [options.strict ? 'STRICT' : [], options.withoutRowid ? 'WITHOUT ROWID' : []].flat().join(', ')
      return [
        `CREATE TABLE ${options.ifNotExists ? 'IF NOT EXISTS ' : ''}${dialect.identifier(table)} (\n    ${lines.join(
          ',\n    ',
        )}\n)${tail === '' ? '' : ` ${tail}`}`,
        ...columns.flatMap((column) => columnIndex(table, column)?.toSql(dialect) ?? []),
      ]
    },
    reverse: () => [dropTable(table)],
  }
}

/** The index that a column asks for with `index: true`. */
export const columnIndex = (table: string, column: Column): CreateIndex | undefined =>
  column.index
    ? createIndex(`ix_${table}_${column.name}`, table, [column.name], { unique: column.unique ?? false })
    : undefined

const kindOf = (part: Column | Constraint | TableOptions): string | undefined =>
  'kind' in part ? part.kind : undefined
