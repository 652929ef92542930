import { LimbeckError } from '../errors.js'
import type { Column } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import { columnsOf, conventionalName, nameOf } from '../schema/naming.js'
import { isSql, type Sql } from '../schema/sql.js'
import type { IndexDefinition, TableDefinition } from '../schema/table.js'

/** A table's parts with nothing implied: keys, unique constraints, references and indexes that columns ask for. */
export interface TableParts {
  /** The primary key first, then constraints as they were given, then those of columns. */
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly IndexDefinition[]
  /** The columns of the primary key. */
  readonly key: readonly string[]
}

/**
 * Throws `invalid-operation` for a table with two columns of one name, two keys, or constraints on no column of it.
 * `folded` is what makes two names the same to the database.
 */
export function tableParts(
  { table, columns, constraints, options }: TableDefinition,
  folded: (name: string) => string = (name) => name,
): TableParts {
  const names = columns.map(({ name }) => folded(name))
  const twice = columns.find(({ name }, at) => names.indexOf(folded(name)) !== at)?.name
  if (twice !== undefined) throw refuse(table, `has two columns '${twice}'`)
  const ofColumns = columns.filter((column) => column.primaryKey).map(({ name }) => name)
  const keys = constraints.filter((constraint) => constraint.kind === 'primaryKey')
  const [named] = keys
  const differs = named !== undefined && ofColumns.some((name) => !columnsOf(named).map(folded).includes(folded(name)))
  if (keys.length > 1 || differs) throw refuse(table, 'has two primary keys')
  for (const constraint of constraints) {
    const missing = columnsOf(constraint).find((name) => !names.includes(folded(name)))
    if (missing !== undefined) throw refuse(table, `has no column '${missing}', which a constraint names`)
  }
  for (const reference of [...constraints, ...columns.flatMap(columnConstraints)]) {
    const own = reference.kind === 'foreignKey' && reference.table === table && reference.schema === options.schema
    const missing = own ? reference.references.find((name) => !names.includes(folded(name))) : undefined
    if (missing !== undefined) throw refuse(table, `refers to its column '${missing}', which it has not`)
  }
  const key: readonly Constraint[] =
    named || ofColumns.length === 0 ? keys : [{ kind: 'primaryKey', columns: ofColumns }]
  return {
    constraints: [
      ...key,
      ...constraints.filter((constraint) => constraint.kind !== 'primaryKey'),
      ...columns.flatMap((column) => columnConstraints(column)),
    ],
    indexes: columns
      .flatMap((column) => columnIndex(table, options.schema, column))
      .map((index) => (options.ifNotExists ? { ...index, options: { ...index.options, ifNotExists: true } } : index)),
    key: key.flatMap(columnsOf),
  }
}

const refuse = (table: string, why: string) => new LimbeckError('invalid-operation', `The table '${table}' ${why}.`)

/** What a column asks for that a table's constraint can say: its reference and its unique constraint. */
export function columnConstraints({ name, references, unique, index }: Column): readonly Constraint[] {
  const made: Constraint[] = []
  if (unique && !index) {
    made.push({ kind: 'unique', columns: [name], ...(typeof unique === 'object' ? unique : {}) })
  }
  if (references) {
    const { table, column, ...options } = references
    made.push({ kind: 'foreignKey', columns: [name], table, references: [column], ...options })
  }
  return made
}

/** The index that a column asks for with `index`. */
export function columnIndex(table: string, schema: string | undefined, column: Column): readonly IndexDefinition[] {
  const { name, index, unique } = column
  if (!index) return []
  const given = typeof index === 'object' ? index.name : undefined
  const options = { ...(schema === undefined ? {} : { schema }), ...(unique ? { unique: true } : {}) }
  return [
    {
      name: given ?? conventionalName('ix', { table, schema, columns: [name] }) ?? '',
      table,
      columns: [name],
      options,
    },
  ]
}

/** The text of an expression that takes no parameters. */
export function bareSql(what: string, { parts, params }: Sql): string {
  if (params.length === 0) return parts.join('').trim()
  throw new LimbeckError('invalid-operation', `${what} takes no parameters: write the values into its SQL.`)
}

/** What an index is of: quoted columns, with their operator classes where `ops` says so, and expressions as they are. */
export function indexed(
  { name, columns }: IndexDefinition,
  identifier: (name: string) => string,
  ops: Readonly<Record<string, string>> = {},
): string {
  if (columns.length === 0) throw new LimbeckError('invalid-operation', `The index '${nameOf(name)}' has no column.`)
  return columns
    .map((column) => {
      if (isSql(column)) return bareSql(`The index '${nameOf(name)}'`, column)
      const operators = Object.hasOwn(ops, column) ? ops[column] : undefined
      return operators === undefined ? identifier(column) : `${identifier(column)} ${operators}`
    })
    .join(', ')
}
