import type { Dialect } from '../../dialects/dialect.js'
import { tableParts } from '../../dialects/table-sql.js'
import type { Column } from '../../schema/column.js'
import type { ColumnType, Enumeration } from '../../schema/column-type.js'
import type { Constraint } from '../../schema/constraint.js'
import type { ExistingTable } from '../../schema/database.js'
import type { IndexDefinition, TableOptions } from '../../schema/table.js'
import { foldedIn } from '../sql-text.js'

/** A column that says nothing of keys, constraints and indexes: these are its table's. */
export type BareColumn = Omit<Column, 'primaryKey' | 'unique' | 'index' | 'references' | 'check' | 'nullable'> & {
  readonly nullable: boolean
}

/** A table with everything said in one way: what columns ask for is said as the table's constraints and indexes. */
export interface CanonicalTable {
  readonly table: string
  readonly schema: string | undefined
  readonly columns: readonly BareColumn[]
  /** The primary key first. */
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly IndexDefinition[]
  readonly options: Omit<TableOptions, 'ifNotExists'>
}

/** A table in the form in which tables are compared. */
export function canonicalTable(given: ExistingTable, dialect: Dialect): CanonicalTable {
  const folded = foldedIn(dialect)
  const { constraints, indexes, key } = tableParts(given, folded)
  const { ifNotExists: _, ...options } = given.options
  const isKey = (name: string) => key.some((other) => folded(other) === folded(name))
  return {
    table: given.table,
    schema: options.schema,
    columns: given.columns.map((column) => bareColumn(column, isKey(column.name))),
    constraints: [...constraints, ...given.columns.flatMap((column) => checksOf(column, dialect))],
    indexes: [...given.indexes, ...indexes],
    options,
  }
}

function bareColumn(column: Column, isKey: boolean): BareColumn {
  const { primaryKey, unique: _, index: __, references: ___, check: ____, ...rest } = column
  return {
    ...rest,
    type: withoutOwnership(column.type),
    nullable: column.nullable ?? !(primaryKey || isKey || column.identity !== undefined),
  }
}

/** An enumeration is made by an operation of its own: no column makes it along. */
function withoutOwnership(type: ColumnType): ColumnType {
  if (type.type === 'array') return { ...type, item: withoutOwnership(type.item) }
  return type.type === 'enumeration' && type.native !== false ? { ...type, create: false } : type
}

function checksOf({ name, check, type }: Column, dialect: Dialect): readonly Constraint[] {
  const checks: Constraint[] = []
  if (typeof check === 'string') checks.push({ kind: 'check', condition: check })
  else if (check !== undefined) checks.push({ kind: 'check', ...check })
  if (isChecked(type, dialect)) checks.push(valuesCheck(name, type, dialect))
  return checks
}

/** Whether an enumeration is text with a CHECK. */
const isChecked = (type: ColumnType, dialect: Dialect): type is Enumeration =>
  type.type === 'enumeration' && (type.native === false || dialect.name !== 'postgresql')

const valuesCheck = (column: string, { name, values }: Enumeration, dialect: Dialect): Constraint => ({
  kind: 'check',
  name,
  condition: `${dialect.identifier(column)} IN (${values.map((value) => dialect.literal(value)).join(', ')})`,
})
