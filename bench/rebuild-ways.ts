import { type Migrations, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import initSqlJs, { type Database } from 'sql.js'

const SQL = await initSqlJs()

const indexes = ['CREATE INDEX by_name ON t (name)', 'CREATE INDEX by_amount ON t (amount, name)']

/** The bytes of a database with one table of so many rows, and two indexes. */
export function fill(rows: number): Uint8Array {
  const db = new SQL.Database()
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount TEXT, note TEXT);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO t SELECT i, 'name ' || (i * 7919 % 100003), i * 31 % 10007, 'a note of some length, number ' || i FROM n;
    ${indexes.join(';')}`)
  const bytes = db.export()
  db.close()
  return bytes
}

/** Opens what `fill` made. */
export const open = (bytes: Uint8Array): Database => new SQL.Database(bytes)

const migrations: Migrations = [
  {
    revision: 'a',
    downRevision: null,
    upgrade: (op: Operations) => op.alterColumn('t', 'amount', { type: { type: 'integer' } }),
  },
]

/** Ways to make a column an integer that was text. */
export const ways = {
  /** What cannot be left out: create, copy, drop, rename, index. */
  async floor(db: Database): Promise<void> {
    for (const sql of [
      'BEGIN IMMEDIATE',
      'CREATE TABLE t_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount INTEGER, note TEXT)',
      'INSERT INTO t_new SELECT id, name, CAST(amount AS INTEGER), note FROM t',
      'DROP TABLE t',
      'ALTER TABLE t_new RENAME TO t',
      ...indexes,
      'COMMIT',
    ]) {
      db.exec(sql)
    }
  },
  async ours(db: Database): Promise<void> {
    await upgrade(sqlJs(db), migrations)
  },
}

export type Way = keyof typeof ways
