import type { Database } from './databases.js'
import { quote } from './made-case.js'

/** A database by what SQLite's own pragmas say of it, and the values of its rows as SQL literals. */
export interface State {
  readonly tables: Readonly<Record<string, TableRead>>
  /** Indexes, triggers and views: their SQL by type and name. */
  readonly objects: Readonly<Record<string, string>>
  /** What full-text tables find. */
  readonly found: readonly string[]
}

export interface TableRead {
  readonly columns: readonly string[]
  /** Unique keys that constraints made, foreign keys, and words that stand outside of columns' and constraints' places. */
  readonly facts: readonly string[]
  readonly rows: readonly string[]
}

type Row = Readonly<Record<string, unknown>>
const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/** Reads a database. */
export async function readState(db: Database): Promise<State> {
  const [all = []] = await db.read([
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE substr(tbl_name, 1, 4) <> '_cf_' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  ])
  const master = all as readonly { readonly type: string; readonly name: string; readonly sql: string }[]
  const isVirtual = ({ sql }: { readonly sql: string }) => /^create virtual/i.test(sql)
  const tables = master.filter((one) => one.type === 'table' && !isVirtual(one))
  const isCounted = master.some(({ sql }) => /\bautoincrement\b/i.test(sql ?? ''))
  const virtual = master.filter(isVirtual)
  const answers = await db.read([
    ...tables.map(({ name }) => columnsQuery(name)),
    ...tables.flatMap(({ name }) => queriesOf(name, isCounted)),
    ...virtual.map(
      ({ name }) => `SELECT count(*) AS c FROM ${quote(name)} WHERE ${quote(name)} MATCH 'apple OR apples'`,
    ),
    ...virtual.map(({ name }) => `SELECT rowid AS c FROM ${quote(name)} ORDER BY 1`),
  ])
  const columns = answers.slice(0, tables.length)
  const [size, end] = [queryCount, tables.length * (1 + queryCount)]
  const values = await db.read(tables.map(({ name }, nth) => rowsQuery(name, columns[nth] ?? [])))
  const read = tables.map(({ name, sql }, nth) => {
    const own = answers.slice(tables.length + nth * size, tables.length + (nth + 1) * size)
    return [name, tableOf(sql, columns[nth] ?? [], own, values[nth] ?? [])] as const
  })
  return {
    tables: Object.fromEntries(read),
    objects: Object.fromEntries(
      master.filter(({ type }) => type !== 'table').map(({ type, name, sql }) => [`${type} ${name}`, normal(sql)]),
    ),
    found: answers.slice(end).map((rows) => rows.map(({ c }) => c).join()),
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

const columnsQuery = (name: string) =>
  `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(${text(name)}) ORDER BY cid`

function rowsQuery(name: string, columns: readonly Row[]): string {
  const values = columns.map((column) => `quote(${quote(String(column.name))})`)
  return `SELECT ${values.length > 0 ? values.join(" || ', ' || ") : "''"} AS line FROM ${quote(name)}`
}

const queryCount = 3
const queriesOf = (name: string, isCounted: boolean): readonly string[] => [
  `SELECT 'unique ' || (SELECT group_concat(name || ' ' || coll || ' ' || "desc", ', ') FROM pragma_index_xinfo(l.name) WHERE key) AS fact FROM pragma_index_list(${text(
    name,
  )}) AS l WHERE origin = 'u'`,
  `SELECT 'foreign key ' || group_concat("from", ',') || ' ' || lower("table") || ' ' || group_concat(coalesce("to", '')) || ' ' || on_update || ' ' || on_delete || ' ' || "match" AS fact FROM pragma_foreign_key_list(${text(
    name,
  )}) GROUP BY id`,
  isCounted
    ? `SELECT 'counts from ' || seq AS fact FROM sqlite_sequence WHERE name = ${text(name)}`
    : "SELECT '' AS fact WHERE 0",
]

const words = [
  'AUTOINCREMENT',
  'COLLATE \\w+',
  'CONFLICT \\w+',
  'DEFERRED',
  'WITHOUT ROWID',
  'STRICT',
  'CONSTRAINT "?\\w+',
]

function tableOf(
  sql: string,
  columns: readonly Row[],
  own: readonly (readonly Row[])[],
  rows: readonly Row[],
): TableRead {
  const bare = normal(sql).replace(/'(?:[^']|'')*'/g, "''")
  const said = words.flatMap((word) =>
    [...bare.matchAll(new RegExp(`\\b${word}\\b`, 'gi'))].map(([one]) => `says ${one}`),
  )
  // What each CHECK and generated column says, by its words alone.
  const checks = [...bare.matchAll(/\b(?:CHECK|AS)\([^)]*\)/gi)].map(([one]) => one.replaceAll('"', ''))
  return {
    columns: columns.map(({ name, type, notnull, dflt_value, pk, hidden }) =>
      JSON.stringify([name, type, notnull, dflt_value, pk, hidden]),
    ),
    facts: [...own.flat().map(({ fact }) => String(fact)), ...said, ...checks].sort(),
    rows: rows.map(({ line }) => String(line)).sort(),
  }
}
