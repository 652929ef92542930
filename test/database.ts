import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operation } from 'limbeck/op'
import initSqlJs, { type Database, type SqlValue } from 'sql.js'
import { sqlite } from '../src/dialects/sqlite/index.js'
import { toStatements } from '../src/ops/to-statements.js'

const SQL = await initSqlJs()

/** A SQLite database in memory, after a script. */
export function newDatabase(script = ''): Database {
  const db = new SQL.Database()
  db.exec(script)
  return db
}

/** Runs the SQL of operations on a database, statement by statement. */
export const apply = (db: Database, ...operations: readonly Operation[]): Promise<void> =>
  sqlJs(db).run(toStatements(operations, sqlite))

/** The rows that a query gives, as lists of values. */
export const rows = (db: Database, query: string): SqlValue[][] => db.exec(query)[0]?.values ?? []

/** The values of a query's only column. */
export const values = (db: Database, query: string): SqlValue[] => rows(db, query).flat()

/** A table's columns as SQLite knows them: name, type, whether NOT NULL, default, place in the primary key. */
export const columns = (db: Database, table: string): SqlValue[][] =>
  rows(
    db,
    `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table.replaceAll("'", "''")}') ORDER BY cid`,
  )

/** The names of what a database holds. */
export const objects = (db: Database): SqlValue[] =>
  values(db, "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")

/** Whether an error carries a code, and its message says something; for `assert.throws` and `assert.rejects`. */
export const coded = (code: string, words: RegExp) => (error: unknown) =>
  (error as { code?: string }).code === code && words.test((error as Error).message)
