import type { Database, SqlValue } from 'sql.js'

/** What the notebook's database has: each release made other tables and columns. */
export interface Shape {
  has(table: string, column?: string): boolean
}

export type Row = Readonly<Record<string, SqlValue>>

/** The rows of a query. */
export function read(db: Database, sql: string, params: readonly SqlValue[] = []): readonly Row[] {
  const statement = db.prepare(sql)
  try {
    statement.bind([...params])
    const rows: Row[] = []
    while (statement.step()) rows.push(statement.getAsObject() as Row)
    return rows
  } finally {
    statement.free()
  }
}

/** Reads the shape of a database of any release, or of one that is empty. */
export function shapeOf(db: Database): Shape {
  const found = new Set<string>()
  for (const { name } of read(db, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
    found.add(String(name))
    for (const column of read(db, 'SELECT name FROM pragma_table_info(?)', [name as string])) {
      found.add(`${name}.${column.name}`)
    }
  }
  return { has: (table, column) => found.has(column === undefined ? table : `${table}.${column}`) }
}
