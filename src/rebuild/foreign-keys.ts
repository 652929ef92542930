import type {
  ColumnConstraint,
  ReferenceClause,
  TableConstraint,
  TableDefinition,
} from '../dialects/sqlite/parse/table-definition.js'

/** A foreign key of a table, whether a column or the table declares it. */
export interface ForeignKeyDefinition {
  readonly constraint: ColumnConstraint | TableConstraint
  readonly columns: readonly string[]
  readonly reference: ReferenceClause
}

/** The foreign keys of a table. */
export const foreignKeysOf = (table: TableDefinition): readonly ForeignKeyDefinition[] => [
  ...table.columns.flatMap(({ column, constraints }) =>
    constraints.flatMap((one) =>
      one.kind === 'foreignKey' ? [{ constraint: one, columns: [column.name], reference: one.reference }] : [],
    ),
  ),
  ...table.constraints.flatMap((one) =>
    one.kind === 'foreignKey'
      ? [{ constraint: one, columns: one.columns.map(({ name }) => name), reference: one.reference }]
      : [],
  ),
]

/** The columns of a table's primary key, in the key's order. */
export function primaryKeyOf({ columns, constraints }: TableDefinition): readonly string[] {
  const key = constraints.find((one) => one.kind === 'primaryKey')
  if (key?.kind === 'primaryKey') return key.columns.map(({ name }) => name)
  return columns
    .filter((one) => one.constraints.some(({ kind }) => kind === 'primaryKey'))
    .map((one) => one.column.name)
}
