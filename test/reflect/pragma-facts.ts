import type { Database } from 'sql.js'
import { rows, values } from '../database.js'

const quote = (name: unknown) => `'${String(name).replaceAll("'", "''")}'`

/** What SQLite's own pragmas say of the tables of a database, in an order of its own; names of automatic indexes aside. */
export function pragmaFacts(db: Database): unknown {
  const tables = rows(
    db,
    "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
  )
  return tables.map(([name, type, wr, strict]) => ({
    table: [name, type, wr, strict],
    columns: columnsOf(db, name, wr === 1 || strict === 1),
    foreignKeys: lists(
      db,
      `SELECT group_concat(seq || ' ' || lower("from") || ' ' || lower(coalesce("to", (SELECT name FROM pragma_table_info(keys."table") WHERE pk = seq + 1), ''))), lower("table"), on_update, on_delete FROM pragma_foreign_key_list(${quote(name)}) keys GROUP BY id`,
    ),
    indexes: lists(
      db,
      `SELECT iif(origin = 'c', name, origin), "unique", partial, (SELECT group_concat(coalesce(cid, '') || ' ' || "desc" || ' ' || upper(coll)) FROM pragma_index_xinfo(list.name)) FROM pragma_index_list(${quote(name)}) list`,
    ),
  }))
}

const lists = (db: Database, query: string) =>
  rows(db, query)
    .map((row) => JSON.stringify(row))
    .sort()

/** Types without regard to letters and spaces; NOT NULL where NULL cannot be; defaults by the values that they give. */
function columnsOf(db: Database, table: unknown, isWholeKey: boolean) {
  const found = rows(
    db,
    `SELECT name, upper(type), "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(${quote(table)}) ORDER BY cid`,
  )
  const isRowId =
    !isWholeKey && rows(db, `SELECT 1 FROM pragma_index_list(${quote(table)}) WHERE origin = 'pk'`).length === 0
  return found.map(([name, type, notNull, value, key, hidden]) => [
    name,
    String(type)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ?([(),]) ?/g, '$1'),
    key !== 0 && (isWholeKey || isRowId) ? 1 : notNull,
    value === null ? null : evaluated(db, String(value)),
    key,
    hidden,
  ])
}

function evaluated(db: Database, value: string): unknown {
  if (/current|random|now/i.test(value)) return value.replaceAll(/[\s()]/g, '').toUpperCase()
  try {
    const [row] = rows(db, `SELECT quote(x), typeof(x) FROM (SELECT (${value}) AS x)`)
    return row?.[0] === 'NULL' ? null : row
  } catch {
    // A bare name is a text.
    return [quote(value.replaceAll(/^"|"$/g, '')), 'text']
  }
}

/** The SQL of views, triggers and virtual tables. */
export const otherObjects = (db: Database): readonly unknown[] =>
  values(
    db,
    "SELECT sql FROM sqlite_master WHERE type IN ('view', 'trigger') OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%') ORDER BY name",
  )
