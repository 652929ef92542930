import type { Dialect } from '../../dialects/dialect.js'
import { type CreateTable, createTable } from '../../ops/create-table.js'
import { asWritten } from '../../reflect/as-written.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import type { BareColumn, CanonicalTable } from '../compare/canonical-table.js'

/** The table as one would write it. `later` are constraints that cannot be made with it. */
export function newTable(given: CanonicalTable, later: ReadonlySet<Constraint>, dialect: Dialect): CreateTable {
  const constraints = given.constraints.filter((one) => !later.has(one))
  const { table, columns, ...written } = asWritten({ ...given, constraints }, engineOf(dialect))
  const options = Object.entries(written.options).filter(
    ([, value]) => value !== undefined && value !== false && value !== '',
  )
  const parts = [...columns, ...written.constraints]
  return createTable(table, ...parts, ...(options.length > 0 ? [Object.fromEntries(options)] : []))
}

/** Dialects are named as the engines are that speak them. */
export const engineOf = ({ name }: Dialect) => name as Parameters<typeof asWritten>[1]

/** A foreign key of one column as its column says it. */
export function referenceOf(
  one: Extract<Constraint, { readonly kind: 'foreignKey' }>,
): NonNullable<Column['references']> {
  const { kind: _, columns: __, table, references, ...options } = one
  return { table, column: references[0] as string, ...options }
}

/** A column that is no key, without what is so anyway. */
export function writtenColumn({ nullable, ...column }: BareColumn): Column {
  const { kind, name, type, default: value, ...rest } = column
  const isImplied = nullable === (column.identity === undefined)
  const all = { ...(isImplied ? {} : { nullable }), default: value, ...rest, comment: rest.comment || undefined }
  return { kind, name, type, ...Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)) }
}
