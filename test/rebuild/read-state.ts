import type { Database } from 'sql.js'
import { rows } from '../database.js'

/** A database by what SQLite's own pragmas say of it, and the values of its rows as SQL literals. */
export interface State {
  readonly tables: Readonly<Record<string, TableRead>>
  /** Indexes, triggers and views: their SQL by type and name. */
  readonly objects: Readonly<Record<string, string>>
}

export interface TableRead {
  readonly columns: readonly ColumnRead[]
  /** Unique keys that constraints made, foreign keys, and words that stand outside of columns' and constraints' places. */
  readonly facts: readonly string[]
  readonly rows: readonly string[]
}

export interface ColumnRead {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly default: string | null
  readonly pk: number
  readonly generated: boolean
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/** Reads a database. */
export function readState(db: Database): State {
  const master = rows(
    db,
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  ) as string[][]
  const tables = master.filter(([type, , sql]) => type === 'table' && !/^create virtual/i.test(sql as string))
  return {
    tables: Object.fromEntries(tables.map(([, name, sql]) => [name, readTable(db, name as string, sql as string)])),
    objects: Object.fromEntries(
      master
        .filter(([type]) => type !== 'table')
        .map(([type, name, sql]) => [`${type} ${name}`, normal(sql as string)]),
    ),
  }
}

/** SQL without comments, with single spaces, and without quotes around plain names. */
export const normal = (sql: string): string =>
  sql
    .replace(/('(?:[^']|'')*')|--[^\n]*|\/\*[\s\S]*?\*\//g, (_, literal) => literal ?? ' ')
    .replace(/('(?:[^']|'')*')|"([A-Za-z_]\w*)"/g, (_, literal, name) => literal ?? name)
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),=<>+*/|-]+) ?/g, '$1')
    .trim()

function readTable(db: Database, name: string, sql: string): TableRead {
  const columns = rows(
    db,
    `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(${text(name)}) ORDER BY cid`,
  ).map(
    ([column, type, notNull, value, pk, hidden]): ColumnRead => ({
      name: column as string,
      type: type as string,
      notNull: notNull === 1,
      default: value as string | null,
      pk: pk as number,
      generated: (hidden as number) > 1,
    }),
  )
  const keys = rows(
    db,
    `SELECT 'unique ' || (SELECT group_concat(name || ' ' || coll || ' ' || "desc", ', ') FROM pragma_index_xinfo(l.name) WHERE key) FROM pragma_index_list(${text(
      name,
    )}) AS l WHERE origin = 'u'`,
  )
  const references = rows(
    db,
    `SELECT 'references ' || id, group_concat("from", ','), lower("table"), group_concat(coalesce("to", '')), on_update, on_delete, "match" FROM pragma_foreign_key_list(${text(
      name,
    )}) GROUP BY id`,
  ).map(([, ...parts]) => `foreign key ${parts.join(' ')}`)
  const words = [
    'AUTOINCREMENT',
    'COLLATE \\w+',
    'CONFLICT \\w+',
    'DEFERRED',
    'WITHOUT ROWID',
    'STRICT',
    'CONSTRAINT "?\\w+',
  ]
  const bare = normal(sql).replace(/'(?:[^']|'')*'/g, "''")
  const found = words.flatMap((word) =>
    [...bare.matchAll(new RegExp(`\\b${word}\\b`, 'gi'))].map(([one]) => `says ${one}`),
  )
  const checks = [...bare.matchAll(/\bCHECK\(/gi)].map((_, nth) => `check ${nth}`)
  const isCounted = rows(db, "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").length > 0
  const counter = isCounted ? rows(db, `SELECT seq FROM sqlite_sequence WHERE name = ${text(name)}`).flat() : []
  const values = columns.map((column) => `quote(${quote(column.name)})`).join(" || ', ' || ")
  return {
    columns,
    facts: [
      ...keys.flat().map(String),
      ...[...references, ...found, ...checks],
      ...counter.map((seq) => `counts from ${seq}`),
    ].sort(),
    rows: rows(db, `SELECT ${values} FROM ${quote(name)}`)
      .flat()
      .map(String)
      .sort(),
  }
}
