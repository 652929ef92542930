import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import type { Operations } from 'limbeck/op'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, objects, values } from '../database.js'
import { insert, line } from './batch-line.js'

const table = 'CREATE TABLE t (a)'
const held = (db: ReturnType<typeof newDatabase>) => values(db, 'SELECT a FROM t ORDER BY rowid')

describe('a failing batch', () => {
  const bad = (op: Operations) => op.execute("INSERT INTO t VALUES ('no'); INSERT INTO none VALUES (1); SELECT 1")
  const merge = () => undefined

  it('names revision, statement and position, and leaves nothing behind', async () => {
    const db = newDatabase(table)
    await assert.rejects(upgrade(batchAdapter(db), line(insert(1), merge, bad, merge, insert(2))), {
      name: 'MigrationFailedError',
      message: /^The upgrade of c failed at statement 2: D1_ERROR: no such table: none: SQLITE_ERROR\. .* at base\.$/,
      ...{ revision: 'c', statement: 'INSERT INTO none VALUES (1)', position: 2, rows: [], applied: [] },
    })
    assert.deepEqual(objects(db), ['t'])
    assert.deepEqual(held(db), [])
  })

  it("counts a program's statements over all that it sent", async () => {
    const program = async (op: Operations) => {
      await op.query('SELECT 1')
      insert(1)(op)
      bad(op)
    }
    const run = upgrade(batchAdapter(newDatabase(table)), line(insert(0), program))
    await assert.rejects(run, { revision: 'b', statement: 'INSERT INTO none VALUES (1)', rows: ['a'], applied: ['a'] })
  })

  it('leaves the rows at the last batch boundary, from which the next run goes on', async () => {
    const db = newDatabase(table)
    const program = async (op: Operations) => insert(2)(op)
    const fields = { revision: 'd', position: 2, rows: ['b'], applied: ['a', 'b'] }
    await assert.rejects(upgrade(batchAdapter(db), line(insert(1), program, insert(3), bad)), fields)
    assert.deepEqual([held(db), values(db, 'SELECT * FROM limbeck_version')], [[1, 2], ['b']])
    const result = await upgrade(batchAdapter(db), line(insert(1), program, insert(3), insert(4)))
    assert.deepEqual([result.from, result.to, held(db)], [['b'], ['d'], [1, 2, 3, 4]])
  })

  it('names the only revision that was pending where the engine does not say which statement it was', async () => {
    const db = newDatabase(table)
    await upgrade(batchAdapter(db), line(insert(1)))
    await assert.rejects(upgrade(batchAdapter(db, { indexed: false }), line(insert(1), bad)), {
      message: /^The upgrade of b failed: D1_ERROR: no such table: none: SQLITE_ERROR\. The database is at a\.$/,
      ...{ revision: 'b', direction: 'upgrade', statement: undefined, position: undefined, rows: ['a'], applied: [] },
    })
  })

  it('names none of several then, and tells what the database said', async () => {
    await assert.rejects(upgrade(batchAdapter(newDatabase(table), { indexed: false }), line(insert(1), bad)), {
      message: /^The run failed: D1_ERROR: no such table: none: SQLITE_ERROR\. The database is at base\.$/,
      ...{ code: 'migration-failed', revision: undefined, position: undefined, rows: [], applied: [] },
    })
  })
})
