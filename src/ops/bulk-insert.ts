import type { Dialect, DialectStatement, EncodedValue } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { refuseUnknown } from '../schema/refuse-unknown.js'
import { isSql, type Sql } from '../schema/sql.js'
import type { Encodable } from '../schema/value.js'
import { type Operation, refuseNoName } from './operation.js'

/** A row to insert: values, or expressions made with `sql`, by column name. */
export type NewRow = Readonly<Record<string, Encodable | Sql>>

export interface BulkInsert extends Operation {
  readonly kind: 'bulkInsert'
  readonly table: string
  readonly rows: readonly NewRow[]
  readonly schema?: string
}

/** Inserts rows, all with the columns of the first one, in statements that keep within the engine's parameter limit. */
export function bulkInsert(
  table: string,
  rows: readonly NewRow[],
  options: { readonly schema?: string } = {},
): BulkInsert {
  refuseNoName('op.bulkInsert', table)
  if (!Array.isArray(rows)) {
    throw new LimbeckError('invalid-operation', `op.bulkInsert('${table}', …) takes a list of rows.`)
  }
  refuseUnknown('op.bulkInsert', options, { schema: true })
  const { schema } = options
  return {
    kind: 'bulkInsert',
    table,
    rows,
    ...(schema === undefined ? {} : { schema }),
    toSql: (dialect) => statements(dialect, dialect.qualified(table, schema), table, rows),
  }
}

function statements(
  dialect: Dialect,
  place: string,
  table: string,
  rows: readonly NewRow[],
): readonly DialectStatement[] {
  const columns = Object.keys(rows[0] ?? {})
  const ordered = rows.map((row, index) => values(table, columns, row, index))
  if (columns.length === 0) return []
  const head = `INSERT INTO ${place} (${columns.map(dialect.identifier).join(', ')}) VALUES `
  const made: DialectStatement[] = []
  let tuples: string[] = []
  let params: EncodedValue[] = []
  const end = () => {
    if (tuples.length > 0) made.push([head + tuples.join(', '), ...params])
    tuples = []
    params = []
  }
  for (const row of ordered) {
    const count = row.reduce<number>((sum, value) => sum + (isSql(value) ? value.params.length : 1), 0)
    if (params.length + count > dialect.maxParameters) end()
    tuples.push(`(${row.map((value) => term(dialect, value, params)).join(', ')})`)
  }
  end()
  return made
}

/** A value's placeholder, or an expression with those of its own; the parameters are appended. */
function term(dialect: Dialect, value: Encodable | Sql, params: EncodedValue[]): string {
  if (!isSql(value)) return dialect.placeholder(params.push(dialect.encode(value)))
  const [first = '', ...rest] = value.parts
  const placed = rest.map(
    (part, at) => dialect.placeholder(params.push(dialect.encode(value.params[at] ?? null))) + part,
  )
  return first + placed.join('')
}

function values(table: string, columns: readonly string[], row: NewRow, index: number): readonly (Encodable | Sql)[] {
  const names = Object.keys(row)
  if (names.length !== columns.length || names.length === 0 || !columns.every((name) => Object.hasOwn(row, name))) {
    const [has, first] = [names, columns].map((list) => list.join(', ') || 'no column')
    const message = `op.bulkInsert('${table}', …): row ${index + 1} has ${has}; the first has ${first}.`
    throw new LimbeckError('invalid-operation', message)
  }
  return columns.map((name) => row[name] as Encodable | Sql)
}
