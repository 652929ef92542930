import type { Queryable, Row, Statement } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'

/** A table that is there, with its rows as SQL literals. */
interface DumpedTable {
  readonly name: string
  readonly sql: string
  /** Whether its module made it, or it is one of a module: its rows are not to be written. */
  readonly isModules: boolean
  /** What the literals of a row are for; the row's id first, where no column has it. */
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  /** How many bytes each value of each row has. */
  readonly sizes: readonly string[]
}

/** What a SQLite database holds, but for our own tables. */
export interface Dump {
  /** What `sqlite_master` says, in the order in which it was made. */
  readonly objects: readonly { readonly type: string; readonly name: string; readonly sql: string | null }[]
  readonly tables: readonly DumpedTable[]
  /** The counters of AUTOINCREMENT. */
  readonly sequences: readonly string[]
}

/** Reads a whole database. Rows are told in the order of their keys, texts with the length of their bytes. */
export async function dumpDatabase(database: Queryable, { identifier, literal }: Dialect): Promise<Dump> {
  const objects = (await database.query(
    `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT IN ('limbeck_version', 'limbeck_journal', 'sqlite_sequence') AND substr(tbl_name, 1, 4) <> '_cf_' ORDER BY rowid`,
  )) as unknown as (Dump['objects'][0] & { readonly tbl_name: string })[]
  const list = new Map((await database.query('PRAGMA table_list')).map((row) => [row.name, row]))
  const tables: DumpedTable[] = []
  for (const { type, name, sql } of objects) {
    if (type !== 'table') continue
    const { type: kind, wr } = list.get(name) as Row
    const info = await database.query(
      `SELECT name, type, pk, hidden FROM pragma_table_xinfo(${literal(name)}) ORDER BY cid`,
    )
    const own = info.filter(({ hidden }) => Number(hidden) === 0).map((column) => String(column.name))
    const keys = info.filter(({ pk }) => Number(pk) > 0)
    const isNamed = keys.length === 1 && /^integer$/i.test(String(keys[0]?.type))
    const free = ['rowid', '_rowid_', 'oid'].find((id) => info.every((one) => String(one.name).toLowerCase() !== id))
    const id = kind === 'table' && !Number(wr) && !isNamed && free !== undefined ? [free] : []
    const columns = [...id, ...own].map((column) => (column === id[0] ? column : identifier(column)))
    // What has a row id of its own comes in its order, the rest in that of its key.
    const order = Number(wr) || isNamed || free === undefined ? keys.map((key) => identifier(String(key.name))) : [free]
    const line = columns.map((one) => `quote(${one})`).join(" || ', ' || ")
    // A literal ends at a NUL: the bytes of texts are counted, so that such a one is not taken for the whole.
    const sizes = columns.map((one) => `coalesce(length(CAST(${one} AS BLOB)), 0)`).join(" || ',' || ")
    const query = `SELECT ${line} AS line, ${sizes} AS sizes FROM ${identifier(name)} ORDER BY ${order.join(', ')}`
    const rows = kind === 'virtual' ? [] : await database.query(query)
    tables.push({
      name,
      sql: sql ?? '',
      isModules: kind !== 'table',
      columns,
      rows: rows.map((row) => String(row.line)),
      sizes: rows.map((row) => String(row.sizes)),
    })
  }
  const hasSequences = list.has('sqlite_sequence')
  const sequences = hasSequences
    ? await database.query("SELECT quote(name) || ', ' || quote(seq) AS line FROM sqlite_sequence ORDER BY name")
    : []
  return { objects, tables, sequences: sequences.map(({ line }) => String(line)) }
}

/** The statements that make such a database of an empty one. */
export function restoreDump(
  { objects, tables, sequences }: Dump,
  { identifier }: Dialect,
  keysAreDeferred: boolean,
): readonly Statement[] {
  const made = (type: string) => objects.flatMap((one) => (one.type === type && one.sql !== null ? [one.sql] : []))
  // A module makes its own tables.
  const shadows = new Set(
    tables.filter(({ isModules, sql }) => isModules && !/^create virtual/i.test(sql)).map(({ name }) => name),
  )
  const filled = tables.filter(({ isModules, rows }) => !isModules && rows.length > 0)
  return [
    ...(keysAreDeferred && filled.some(({ sql }) => /\breferences\b/i.test(sql))
      ? ['PRAGMA defer_foreign_keys = ON']
      : []),
    ...objects.flatMap(({ type, name, sql }) => (type === 'table' && sql !== null && !shadows.has(name) ? [sql] : [])),
    ...filled.flatMap((table) => insertsOf(table, identifier)),
    ...(sequences.length > 0
      ? [
          'DELETE FROM sqlite_sequence',
          `INSERT INTO sqlite_sequence (name, seq) VALUES ${sequences.map((one) => `(${one})`).join(', ')}`,
        ]
      : []),
    ...objects.flatMap(({ type, sql, name }) => (type === 'index' && sql !== null && !shadows.has(name) ? [sql] : [])),
    ...made('view'),
    ...made('trigger'),
  ]
}

/** Many rows in a statement, but no more than any limit takes. */
function insertsOf({ name, columns, rows }: DumpedTable, identifier: Dialect['identifier']): readonly string[] {
  const head = `INSERT INTO ${identifier(name)} (${columns.join(', ')}) VALUES `
  const inserts: string[] = []
  let insert = ''
  for (const row of rows) {
    if (insert.length > 15_000) {
      inserts.push(insert)
      insert = ''
    }
    insert = insert === '' ? `${head}(${row})` : `${insert}, (${row})`
  }
  return insert === '' ? inserts : [...inserts, insert]
}
