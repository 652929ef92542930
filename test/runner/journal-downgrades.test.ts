import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgrade, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import type { Database } from 'sql.js'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, values } from '../database.js'
import { line } from './journal-line.js'

const kept = (db: Database) =>
  values(db, 'SELECT revision FROM limbeck_journal WHERE downgrade IS NOT NULL ORDER BY id')

const lastDowngrade = (db: Database): unknown =>
  JSON.parse(String(values(db, 'SELECT downgrade FROM limbeck_journal ORDER BY id DESC LIMIT 1')))

describe('the downgrades in the journal', () => {
  it('keeps the downgrades of the newest five revisions, or of as many as it is told', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), line(7))
    assert.deepEqual(kept(db), ['r3', 'r4', 'r5', 'r6', 'r7'])
    await upgrade(sqlJs(db), line(9))
    assert.deepEqual(kept(db), ['r5', 'r6', 'r7', 'r8', 'r9'])
    await upgrade(sqlJs(db), line(10), 'head', { journal: { downgrades: 2 } })
    assert.deepEqual(kept(db), ['r9', 'r10'])
    await upgrade(sqlJs(db), line(11), 'head', { journal: { downgrades: 0 } })
    assert.deepEqual(kept(db), [])
  })

  it('keeps them all when it is told to', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), line(7), 'head', { journal: { downgrades: Number.POSITIVE_INFINITY } })
    assert.equal(kept(db).length, 7)
  })

  it('keeps the downgrades of what is applied, though it was taken back and applied again', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), line(3))
    for (let again = 0; again < 3; again++) {
      await downgrade(sqlJs(db), line(3), 'r1')
      await upgrade(sqlJs(db), line(3))
    }
    assert.deepEqual([...new Set(kept(db))].sort(), ['r1', 'r2', 'r3'])
  })

  it('forgets them at the next upgrade after everything was taken back', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), line(3))
    await downgrade(sqlJs(db), line(3), 'base')
    await upgrade(sqlJs(db), line(2), 'head', { journal: { downgrades: 0 } })
    assert.deepEqual(kept(db), ['r1', 'r2', 'r3'])
    await upgrade(sqlJs(db), line(3), 'head', { journal: { downgrades: 0 } })
    assert.deepEqual(kept(db), [])
  })

  it('keeps a downgrade as statements with their parameters, bigints and bytes included', async () => {
    const db = newDatabase()
    const back = (op: Operations) => {
      op.execute("SELECT 'it''s'; SELECT 2")
      op.execute('SELECT ?, ?, ?, ?', [2n ** 60n, new Uint8Array([0, 255]), "it's", null])
    }
    await upgrade(sqlJs(db), [{ revision: 'a', downRevision: null, upgrade: () => undefined, downgrade: back }])
    assert.deepEqual(lastDowngrade(db), [
      "SELECT 'it''s'",
      'SELECT 2',
      ['SELECT ?, ?, ?, ?', { bigint: String(2n ** 60n) }, { bytes: [0, 255] }, "it's", null],
    ])
  })

  it('keeps no downgrade that is a program, or missing, or very long', async () => {
    const db = newDatabase()
    const up = (op: Operations) => op.execute('SELECT 1')
    await upgrade(sqlJs(db), [
      { revision: 'a', downRevision: null, upgrade: up, downgrade: async () => undefined },
      { revision: 'b', downRevision: 'a', upgrade: up },
      {
        revision: 'c',
        downRevision: 'b',
        upgrade: up,
        downgrade: (op) => op.execute(`SELECT '${'x'.repeat(15_000)}'`),
      },
      { revision: 'd', downRevision: 'c' },
    ])
    assert.deepEqual(kept(db), ['d'])
    assert.deepEqual(lastDowngrade(db), [])
  })

  for (const [what, letter, downgrades] of [
    ['long downgrades', 'x', 5],
    ['ten long downgrades', 'x', 10],
    ['long downgrades of quotes', "''", 5],
    ['long downgrades in letters of three bytes', '字', 5],
  ] as const) {
    it(`stays within the 100 kB that D1 allows a statement, with ${what}`, async () => {
      const db = newDatabase()
      const long = `SELECT '${letter.repeat(14_000 / letter.length)}'`
      await upgrade(
        batchAdapter(db),
        line(12, () => long),
        'head',
        { journal: { downgrades } },
      )
      assert.equal(kept(db).length, downgrades)
    })
  }
})
