import { LimbeckError } from '../errors.js'
import type { Column } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import { nameColumn, nameConstraint } from '../schema/naming.js'
import { refuseNoType } from '../schema/refuse-no-type.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import type { TableDefinition, TableOptions } from '../schema/table.js'
import { dropTable } from './drop-table.js'
import { type Operation, refuseNoName } from './operation.js'

export interface CreateTable extends Operation, TableDefinition {
  readonly kind: 'createTable'
}

/** What `createTable` takes after the name, in any order. */
export type TablePart = Column | Constraint | TableOptions

/** Makes a table of columns and constraints; options stand among them as a plain object. */
export function createTable(table: string, ...parts: readonly TablePart[]): CreateTable {
  refuseNoName('op.createTable', table)
  const definition = tableDefinition(table, parts)
  const { options } = definition
  const operation: CreateTable = {
    kind: 'createTable',
    ...definition,
    toSql: (dialect) => dialect.createTable(definition),
    named(convention) {
      const parts = convention?.pk === undefined ? definition : withKey(definition)
      return createTable(
        table,
        ...parts.columns.map((column) => nameColumn(column, table, options.schema, convention)),
        ...parts.constraints.map((constraint) => nameConstraint(constraint, table, options.schema, convention)),
        options,
      )
    },
    reverse: () => [
      dropTable(table, {
        ...(options.schema === undefined ? {} : { schema: options.schema }),
        ...(options.ifNotExists ? { ifExists: true } : {}),
        existing: operation,
      }),
    ],
  }
  return operation
}

/** Sorts what a table is made of. Throws `invalid-operation` for what is no part of a table, and for parts that clash. */
export function tableDefinition(table: string, parts: readonly TablePart[]): TableDefinition {
  const what = `op.createTable('${table}', …)`
  const refuse = (why: string) => new LimbeckError('invalid-operation', `${what} ${why}.`)
  for (const part of parts) {
    if (Array.isArray(part)) throw refuse('takes columns one by one: write ...columns for a list')
    if (typeof part !== 'object' || part === null) {
      throw refuse(`takes columns made with column(…), constraints and options; this is ${typeof part}`)
    }
    const kind = kindOf(part)
    if (kind === undefined) refuseUnknown(what, part, known)
    else if (kind === 'column') refuseNoType((part as Column).name, (part as Column).type)
    else if (!constraintKinds.includes(kind)) throw refuse(`takes no ${kind}`)
  }
  return {
    table,
    columns: parts.filter((part): part is Column => kindOf(part) === 'column'),
    constraints: parts.filter((part): part is Constraint => !['column', undefined].includes(kindOf(part))),
    options: Object.assign({}, ...parts.filter((part) => kindOf(part) === undefined)),
  }
}

const constraintKinds: readonly string[] = ['primaryKey', 'unique', 'check', 'foreignKey', 'exclude']

const known: Known<TableOptions> = {
  schema: true,
  ifNotExists: true,
  comment: true,
  strict: true,
  withoutRowid: true,
  unlogged: true,
  partitionBy: true,
}

/** Throws `invalid-operation` unless something was made with `column`. */
export function refuseNoColumn(what: string, column: unknown): void {
  if ((column as Partial<Column> | undefined)?.kind === 'column') return
  throw new LimbeckError('invalid-operation', `${what} takes a column made with column('name', type()).`)
}

const kindOf = (part: TablePart): string | undefined => ('kind' in part ? part.kind : undefined)

/** A key that columns are part of by themselves has no name that a convention could give: it is said as a constraint. */
function withKey({ columns, constraints }: TableDefinition): Pick<TableDefinition, 'columns' | 'constraints'> {
  const key = columns.filter((column) => column.primaryKey).map(({ name }) => name)
  if (key.length === 0) return { columns, constraints }
  return {
    columns: columns.map(({ primaryKey: _, ...column }) => column),
    constraints: [{ kind: 'primaryKey', columns: key }, ...constraints],
  }
}
