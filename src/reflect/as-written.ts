import type { Engine } from '../adapter.js'
import type { Column, Reference } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import { columnsOf } from '../schema/naming.js'
import type { TableDefinition } from '../schema/table.js'
import { given } from './given.js'
import { withoutUsualName } from './postgresql/usual-name.js'

/**
 * A reflected table as a person would write it, for code that makes the same one: constraints of one column go to the
 * column, and what is so by itself is left out, such as the names that PostgreSQL gives to what has none.
 */
export function asWritten(definition: TableDefinition, engine: Engine): TableDefinition {
  const { table, options } = definition
  const named = definition.constraints.map((one) => (engine === 'postgresql' ? withoutUsualName(one, definition) : one))
  const moved = new Set<Constraint>()
  const columns = definition.columns.map((column) => {
    const own = named.filter((one) => columnsOf(one).length === 1 && columnsOf(one)[0] === column.name)
    const find = (isFit: (one: Constraint) => boolean) => {
      const found = own.find(isFit)
      if (found) moved.add(found)
      return found
    }
    const key = find((one) => one.kind === 'primaryKey' && saysOnly(one, 'columns'))
    const unique = find((one) => one.kind === 'unique' && saysOnly(one, 'columns', 'name'))
    const reference = find((one) => one.kind === 'foreignKey' && one.references.length === 1)
    return writeColumn(column, key !== undefined, unique, reference, definition, engine)
  })
  return { table, columns, constraints: named.filter((one) => !moved.has(one)), options }
}

const saysOnly = (one: Constraint, ...fields: readonly string[]): boolean =>
  Object.keys(one).every((field) => field === 'kind' || fields.includes(field))

function writeColumn(
  column: Column,
  primaryKey: boolean,
  unique: Constraint | undefined,
  reference: Constraint | undefined,
  { constraints }: TableDefinition,
  engine: Engine,
): Column {
  const { kind, name, type, nullable = true, autoincrement, ...rest } = column
  const key = constraints.find((one) => one.kind === 'primaryKey')
  const isKey = key !== undefined && columnsOf(key).includes(name)
  const counts = engine === 'postgresql' && isKey && columnsOf(key).length === 1 && !reference
  return {
    kind,
    name,
    type,
    ...given({
      primaryKey: primaryKey || undefined,
      autoincrement: autoincrement === true && counts ? undefined : autoincrement,
      nullable: nullable === !isKey || rest.identity ? undefined : nullable,
      unique: unique && (unique.name === undefined ? true : { name: unique.name }),
    }),
    ...rest,
    ...given({ references: reference && asReference(reference) }),
  }
}

function asReference(constraint: Constraint): Reference | undefined {
  if (constraint.kind !== 'foreignKey') return undefined
  const { kind: _, columns: __, table, references, ...options } = constraint
  return { table, column: references[0] as string, ...options }
}
