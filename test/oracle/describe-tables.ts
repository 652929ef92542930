import type { Database } from 'sql.js'
import { parseTable } from '../../src/dialects/sqlite/parse/parse-table.js'
import { tokenize } from '../../src/dialects/sqlite/parse/tokenize.js'
import { textAt } from '../../src/rebuild/edit-text.js'
import { rows } from '../database.js'
import type { ColumnInfo, TableState } from './batch-case.js'

const text = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`
const quote = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`

/** The names of a database's tables. */
export const tableNames = (db: Database): readonly string[] =>
  rows(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .flat()
    .map(String)

/** A table as the vectors describe one. */
export function describeTable(db: Database, name: string): TableState {
  const [[sql] = []] = rows(db, `SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ${text(name)}`)
  const definition = parseTable(sql as string)
  const words = (span: { start: number; end: number }) =>
    tokenize(textAt(definition.sql, span))
      .map((token) => token.text)
      .join(' ')
  const own = definition.columns.flatMap(({ column, constraints }) =>
    constraints.map((one) => ({ ...one, columns: [column] })),
  )
  const all = [...own, ...definition.constraints]
  return {
    columns: rows(
      db,
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(${text(name)}) ORDER BY cid`,
    ).map(
      ([column, type, notNull, value, pk]) =>
        ({ name: column, type, notNull: notNull === 1, default: value, pk }) as ColumnInfo,
    ),
    indexes: rows(
      db,
      `SELECT l.name, l."unique", (SELECT sql FROM sqlite_master WHERE type = 'index' AND name = l.name) FROM pragma_index_list(${text(
        name,
      )}) AS l WHERE origin = 'c'`,
    ).map(([index, unique, made]) => {
      const parts = rows(
        db,
        `SELECT name, "desc", coll FROM pragma_index_xinfo(${text(index)}) WHERE key ORDER BY seqno`,
      )
      const [, where = null] = /\bWHERE\b([\s\S]*)$/i.exec(made as string) ?? []
      return {
        ...{ name: index as string, unique: unique === 1, columns: parts.map(([column]) => column as string | null) },
        ...{ desc: parts.map(([, desc]) => desc === 1), collations: parts.map(([, , coll]) => coll as string), where },
      }
    }),
    uniques: all.flatMap((one) =>
      one.kind === 'unique' ? [{ name: one.name ?? null, columns: one.columns.map((column) => column.name) }] : [],
    ),
    foreignKeys: rows(
      db,
      `SELECT id, group_concat("from", '|'), "table", group_concat("to", '|'), on_update, on_delete FROM pragma_foreign_key_list(${text(
        name,
      )}) GROUP BY id`,
    ).map(([, from, table, to, onUpdate, onDelete]) => ({
      ...{
        columns: String(from).split('|'),
        refTable: String(table),
        refColumns: to === null ? [] : String(to).split('|'),
      },
      ...{ onUpdate: String(onUpdate), onDelete: String(onDelete) },
    })),
    checks: all.flatMap((one) =>
      one.kind === 'check' ? [{ name: one.name ?? null, sql: words(one.expression) }] : [],
    ),
  }
}

/** A table's rows, sorted, as literals, so that 2 and 2.0 are two things. */
export const describeRows = (db: Database, name: string): readonly string[] => {
  const columns = rows(db, `SELECT name FROM pragma_table_xinfo(${text(name)}) ORDER BY cid`)
  const value = (column: unknown) =>
    `CASE typeof(${quote(column)}) WHEN 'text' THEN 'text ' || hex(${quote(column)}) ELSE quote(${quote(column)}) END`
  return rows(db, `SELECT ${columns.map(([column]) => value(column)).join(', ')} FROM ${quote(name)}`)
    .map((row) => row.map((one) => literal(String(one))).join(' | '))
    .sort()
}

const now = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/
const year = String(new Date().getFullYear())

function literal(value: string): string {
  if (!value.startsWith('text ')) return /^-?\d+\.|e[+-]/i.test(value) ? `real ${Number(value)}` : value
  const words = Buffer.from(value.slice(5), 'hex').toString()
  if (Buffer.from(words).toString('hex').toUpperCase() !== value.slice(5)) return value
  return now.test(words) && words.startsWith(year) ? 'now' : text(words)
}

/** A value of the vectors in the same writing. */
export function expectedValue(value: unknown): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return literal(`text ${Buffer.from(value).toString('hex').toUpperCase()}`)
  if (typeof value === 'number') return String(value)
  const { hex, textHex, real, int, now: time } = value as Readonly<Record<string, string | undefined>>
  if (hex !== undefined) return `X'${hex.toUpperCase()}'`
  if (textHex !== undefined) return `text ${textHex.toUpperCase()}`
  if (real !== undefined) return `real ${Number(real)}`
  return time === undefined ? String(int) : 'now'
}
