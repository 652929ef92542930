import type { Dialect, DialectStatement } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import type { Encodable } from '../schema/value.js'
import type { Operation } from './operation.js'

/** A row to insert: values by column name. */
export type NewRow = Readonly<Record<string, Encodable>>

export interface BulkInsert extends Operation {
  readonly kind: 'bulkInsert'
  readonly table: string
  readonly rows: readonly NewRow[]
}

/** Inserts rows, all with the columns of the first one, in statements that keep within the engine's parameter limit. */
export function bulkInsert(table: string, rows: readonly NewRow[]): BulkInsert {
  return { kind: 'bulkInsert', table, rows, toSql: (dialect) => statements(dialect, table, rows) }
}

function statements(dialect: Dialect, table: string, rows: readonly NewRow[]): readonly DialectStatement[] {
  const columns = Object.keys(rows[0] ?? {})
  const encoded = rows.map((row, index) => values(table, columns, row, index).map(dialect.encode))
  if (columns.length === 0) return []
  const perStatement = Math.max(1, Math.floor(dialect.maxParameters / columns.length))
  const head = `INSERT INTO ${dialect.identifier(table)} (${columns.map(dialect.identifier).join(', ')}) VALUES `
  const made: DialectStatement[] = []
  for (let start = 0; start < rows.length; start += perStatement) {
    const chunk = encoded.slice(start, start + perStatement)
    const tuples = chunk.map((_, row) => tuple(dialect, columns.length, row * columns.length))
    made.push([head + tuples.join(', '), ...chunk.flat()])
  }
  return made
}

function values(table: string, columns: readonly string[], row: NewRow, index: number): readonly Encodable[] {
  const names = Object.keys(row)
  if (names.length !== columns.length || names.length === 0 || !columns.every((name) => Object.hasOwn(row, name))) {
    const [has, first] = [names, columns].map((list) => list.join(', ') || 'no column')
    const message = `bulkInsert('${table}'): row ${index + 1} has ${has}; the first has ${first}.`
    throw new LimbeckError('invalid-operation', message)
  }
  return columns.map((name) => row[name] as Encodable)
}

const tuple = (dialect: Dialect, length: number, offset: number): string =>
  `(${Array.from({ length }, (_, index) => dialect.placeholder(offset + index + 1)).join(', ')})`
