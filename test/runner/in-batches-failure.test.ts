import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import type { Operations } from 'limbeck/op'
import { recording } from 'limbeck/testing'
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

  it('counts on behind an autocommit block, of which each statement is written by itself', async () => {
    const none = 'INSERT INTO none VALUES (1)'
    const block = (inside: string, after: string) => (op: Operations) => {
      insert(1)(op)
      op.autocommitBlock(() => op.execute(`INSERT INTO t VALUES (2); ${inside}`))
      op.execute(`INSERT INTO t VALUES (4); ${after}`)
    }
    const fields = { revision: 'b', statement: none, rows: ['a'], applied: ['a'] }
    for (const indexed of [true, false]) {
      const db = newDatabase(table)
      const run = (inside: string, after: string) =>
        upgrade(batchAdapter(db, { indexed }), line(insert(0), block(inside, after)))
      await assert.rejects(run('SELECT 1', none), { ...fields, position: 5 })
      assert.deepEqual(held(db), [0, 1, 2])
      await assert.rejects(run(none, 'SELECT 1'), { ...fields, applied: [], position: 3 })
      assert.deepEqual(held(db), [0, 1, 2, 1, 2])
    }
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

  it('names them too where the engine does not say which statement it was', async () => {
    const db = newDatabase(table)
    await upgrade(batchAdapter(db), line(insert(1)))
    const adapter = recording(batchAdapter(db, { indexed: false }))
    const migrations = line(insert(1), insert(2), merge, insert(3), bad, insert(4))
    await assert.rejects(upgrade(adapter, migrations), {
      message: /^The upgrade of e failed at statement 2: D1_ERROR: no such table: none: SQLITE_ERROR\. .* at a\.$/,
      ...{ revision: 'e', statement: 'INSERT INTO none VALUES (1)', position: 2, rows: ['a'], applied: [] },
    })
    assert.deepEqual([held(db), objects(db)], [[1], ['limbeck_journal', 'limbeck_version', 't']])
  })

  it('names the only revision that was pending where the engine says nothing of a statement', async () => {
    const adapter = batchAdapter(newDatabase(table))
    const lost = { ...adapter, batch: () => Promise.reject(new Error('the connection is lost')) }
    await assert.rejects(upgrade(lost, line(insert(1))), {
      message: 'The upgrade of a failed: the connection is lost. The database is at base.',
      ...{ revision: 'a', direction: 'upgrade', statement: undefined, position: undefined },
    })
    await assert.rejects(upgrade(lost, line(insert(1), insert(2))), {
      message: 'The run failed: the connection is lost. The database is at base.',
      ...{ code: 'migration-failed', revision: undefined, position: undefined, rows: [], applied: [] },
    })
  })
})
