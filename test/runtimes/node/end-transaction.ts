// Run by a Node that has node:sqlite: the transaction of a run ends before the run does, each time in another way; prints
// what the run said and what the database holds, a line of JSON.
import { createRequire } from 'node:module'
import { upgrade } from 'limbeck'
import { type NodeSqliteDatabase, nodeSqlite } from 'limbeck/adapters/node-sqlite'
import type { Operations } from 'limbeck/op'

// The types of Node 20 know no such module.
const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as {
  readonly DatabaseSync: new (path: string) => NodeSqliteDatabase
}

type End = (op: Operations, db: NodeSqliteDatabase) => unknown

const ends: readonly End[] = [
  (_, db) => db.exec('COMMIT'),
  (_, db) => db.exec('ROLLBACK'),
  (op) => op.query('INSERT OR ROLLBACK INTO t VALUES (1) RETURNING a').catch(() => undefined),
]

for (const end of ends) {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)')
  const program = async (op: Operations) => {
    op.execute('INSERT INTO t VALUES (2)')
    await op.query('SELECT 1')
    await end(op, db)
    op.execute('INSERT INTO t VALUES (3)')
  }
  const error = await upgrade(nodeSqlite(db), [{ revision: 'a', downRevision: null, upgrade: program }]).catch(String)
  const held = db.prepare('SELECT a FROM t').all()
  console.log(JSON.stringify({ error, held: held.map((row) => (row as { a: number }).a) }))
}
