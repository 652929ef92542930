import { byteLength } from '../dialects/byte-length.js'
import { closed } from '../dialects/constraint-sql.js'
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
  const { maxParameters, maxStatement } = dialect
  const made: DialectStatement[] = []
  let tuples: string[] = []
  let params: EncodedValue[] = []
  let room = 0
  const end = () => {
    if (tuples.length > 0) made.push([head + tuples.join(', '), ...params])
    tuples = []
    params = []
    room = (maxStatement ?? Number.POSITIVE_INFINITY) - byteLength(head)
  }
  end()
  for (const [index, row] of ordered.entries()) {
    let next = terms(dialect, row, params.length)
    if (next.params.length > maxParameters) {
      const message = `op.bulkInsert('${table}', …): row ${index + 1} has ${next.params.length} parameters; ${dialect.name} takes ${maxParameters}.`
      throw new LimbeckError('invalid-operation', message)
    }
    // Values travel as parameters: only expressions can make a statement long.
    const length = maxStatement === undefined ? 0 : byteLength(next.tuple) + 2
    if (params.length + next.params.length > maxParameters || length > room) {
      end()
      next = terms(dialect, row, 0)
    }
    tuples.push(next.tuple)
    params.push(...next.params)
    room -= length
  }
  end()
  return made
}

/** A row as VALUES has it, with its parameters, which come after `before` others. */
function terms(dialect: Dialect, row: readonly (Encodable | Sql)[], before: number) {
  const params: EncodedValue[] = []
  const placed = (value: Encodable) => dialect.placeholder(before + params.push(dialect.encode(value)))
  const tuple = row.map((value) => {
    if (!isSql(value)) return placed(value)
    return closed(value.parts.reduce((text, part, at) => text + placed(value.params[at - 1] ?? null) + part))
  })
  return { tuple: `(${tuple.join(', ')})`, params }
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
