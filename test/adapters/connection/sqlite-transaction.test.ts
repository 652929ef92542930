import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { newDatabase } from '../../database.js'

const family = [
  'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
  'CREATE TABLE child (parent REFERENCES parent ON DELETE CASCADE)',
  'INSERT INTO parent VALUES (1)',
  'INSERT INTO child VALUES (1)',
]
async function newFamily() {
  const db = newDatabase()
  const adapter = sqlJs(db)
  await adapter.run([...family, 'PRAGMA foreign_keys = ON'])
  const value = async (sql: string) => Object.values((await adapter.query(sql))[0] ?? {})[0]
  return { db, adapter, value }
}

describe('a SQLite transaction', () => {
  it('leaves alone one that the app has open', async () => {
    const { db, adapter, value } = await newFamily()
    db.run('BEGIN; DELETE FROM parent')
    await assert.rejects(
      adapter.transaction(async () => undefined),
      /within a transaction/,
    )
    db.run('COMMIT')
    assert.equal(await value('SELECT count(*) FROM parent'), 0)
  })
})

describe('a savepoint', () => {
  it("is the caller's to commit or to roll back", async () => {
    for (const [end, left] of [
      ['COMMIT', 2],
      ['ROLLBACK', 1],
    ] as const) {
      const { db, value } = await newFamily()
      const external = sqlJs(db, { external: true })
      assert.equal(external.external, true)
      db.run('BEGIN')
      await external.transaction(async (tx) => tx.run(['INSERT INTO parent VALUES (2)']))
      db.run(end)
      assert.equal(await value('SELECT count(*) FROM parent'), left)
    }
  })

  it('takes back what it did and nothing else when it fails', async () => {
    const { db, value } = await newFamily()
    db.run('BEGIN; INSERT INTO parent VALUES (2)')
    const failed = sqlJs(db, { external: true }).transaction(async (tx) => {
      await tx.run(['DELETE FROM parent'])
      throw new Error('no')
    })
    await assert.rejects(failed, /^Error: no$/)
    db.run('COMMIT')
    assert.equal(await value('SELECT count(*) FROM parent'), 2)
  })
})
