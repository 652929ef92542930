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
async function newFamily(setting: 'ON' | 'OFF') {
  const db = newDatabase()
  const adapter = sqlJs(db)
  await adapter.run([...family, `PRAGMA foreign_keys = ${setting}`])
  const value = async (sql: string) => Object.values((await adapter.query(sql))[0] ?? {})[0]
  return { db, adapter, value, enforced: () => value('PRAGMA foreign_keys') }
}

describe('a SQLite transaction with foreign keys off', () => {
  it('does not enforce them, and does again when it is done', async () => {
    const { adapter, value, enforced } = await newFamily('ON')
    await adapter.transaction(
      async (tx) => {
        assert.equal(await enforced(), 0)
        await tx.run(['DELETE FROM parent'])
      },
      { foreignKeys: 'off' },
    )
    assert.deepEqual([await enforced(), await value('SELECT count(*) FROM child')], [1, 1])
  })

  it('enforces them again when it fails', async () => {
    const { adapter, value, enforced } = await newFamily('ON')
    const failed = adapter.transaction(
      async (tx) => {
        await tx.run(['DELETE FROM parent', 'no'])
      },
      { foreignKeys: 'off' },
    )
    await assert.rejects(failed, /no/)
    assert.deepEqual([await enforced(), await value('SELECT count(*) FROM parent')], [1, 1])
  })

  it('leaves them off where they were', async () => {
    const { adapter, enforced } = await newFamily('OFF')
    await adapter.transaction(async () => undefined, { foreignKeys: 'off' })
    assert.equal(await enforced(), 0)
  })
})

describe('a SQLite transaction', () => {
  it('leaves alone one that the app has open', async () => {
    const { db, adapter, value } = await newFamily('ON')
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
      const { db, value } = await newFamily('ON')
      const external = sqlJs(db, { external: true })
      assert.equal(external.external, true)
      db.run('BEGIN')
      await external.transaction(async (tx) => tx.run(['INSERT INTO parent VALUES (2)']))
      db.run(end)
      assert.equal(await value('SELECT count(*) FROM parent'), left)
    }
  })

  it('takes back what it did and nothing else when it fails', async () => {
    const { db, value } = await newFamily('ON')
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
