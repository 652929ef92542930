import { dialectOf } from '../dialects/index.js'
import { alterTable } from '../ops/alter-table.js'
import { createIndex } from '../ops/create-index.js'
import { createTable } from '../ops/create-table.js'
import { createEnum } from '../ops/enumerations.js'
import type { Operation } from '../ops/operation.js'
import type { ColumnType } from '../schema/column-type.js'
import type { NamingConvention } from '../schema/naming.js'
import { enumerationOf, ownedEnumerations } from '../schema/owned-enumerations.js'
import { indexOf, type TargetTable } from '../schema/target.js'
import { canonicalTable } from './compare/canonical-table.js'
import { withName } from './plan/constraint-names.js'
import { sortTables } from './plan/sort-tables.js'
import { traitsOf } from './traits.js'

/** What describes a target: tables, and operations for what is no table, such as `execute('CREATE VIEW …')`. */
export type TargetItem = TargetTable | Operation

/**
 * The operations that make a target in an empty database: enumerations, each once; tables, those first that others refer
 * to; indexes; then what was given as operations, in its order. Throws `invalid-operation` for two tables of one name, and
 * for an enumeration with two lists of values.
 */
export function toSchemaOperations(
  items: readonly TargetItem[],
  { engine, namingConvention }: { readonly engine: string; readonly namingConvention?: NamingConvention },
): readonly Operation[] {
  const dialect = dialectOf(engine)
  const tables = items.filter(isTable)
  const operations = items.filter((one): one is Operation => !isTable(one))
  const enumerations = ownedEnumerations(tables.flatMap(({ columns }) => columns.map(({ type }) => type)))
  const existing = new Map(
    tables.map((one) => {
      const columns = one.columns.map((column) => ({ ...column, type: made(column.type) }))
      const definition = { ...one, columns, indexes: [] }
      return [canonicalTable(definition, dialect), { one, definition }] as const
    }),
  )
  const sorted = sortTables([...existing.keys()], dialect)
  // Where tables have to be there before something refers to them, a circle is closed in the end.
  const isLate = (constraint: object) => !traitsOf(dialect).remakes && sorted.circular.has(constraint as never)
  const late: Operation[] = []
  const creations = sorted.tables.flatMap((table) => {
    const { one, definition } = existing.get(table) as NonNullable<ReturnType<typeof existing.get>>
    for (const constraint of table.constraints.filter(isLate)) {
      const change = {
        kind: 'addConstraint',
        constraint: withName(constraint, table, dialect, namingConvention),
      } as const
      const place = table.schema === undefined ? {} : { schema: table.schema }
      late.push(alterTable('createForeignKey', { table: table.table, ...place, recreate: 'auto', changes: [change] }))
    }
    const lateKeys = table.constraints.filter(isLate)
    const columns = definition.columns.map((column) =>
      lateKeys.some(
        (key) =>
          key.kind === 'foreignKey' && column.references && key.columns[0] === column.name && key.columns.length === 1,
      )
        ? withoutReference(column)
        : column,
    )
    const constraints = definition.constraints.filter((each) => !isLate(each))
    const options = Object.keys(definition.options).length > 0 ? [definition.options] : []
    return [
      createTable(definition.table, ...columns, ...constraints, ...options),
      ...one.indexes.map((index) => {
        const { name, columns, options } = indexOf(index, one)
        return createIndex(name, one.table, columns, options)
      }),
    ]
  })
  const all = [...enumerations.map((one) => createEnum(one)), ...creations, ...late]
  return [...all.map((one) => one.named?.(namingConvention) ?? one), ...operations]
}

const isTable = (item: TargetItem): item is TargetTable => item.kind === 'table' && 'columns' in item

const withoutReference = <Column extends { readonly references?: unknown }>({ references: _, ...column }: Column) =>
  column

/** A type whose enumeration is there already. */
function made(type: ColumnType): ColumnType {
  if (type.type === 'array') return { ...type, item: made(type.item) }
  return type.type === 'enumeration' && enumerationOf(type)?.native !== false ? { ...type, create: false } : type
}
