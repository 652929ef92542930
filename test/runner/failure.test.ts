import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type TransactionalAdapter, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { newDatabase, values } from '../database.js'
import { insert, line } from './batch-line.js'

const table = 'CREATE TABLE t (a)'
const versions = 'SELECT version_num FROM limbeck_version'

/** The answer to the n-th COMMIT is lost: it was done, and nobody is told. With `gone` nothing is answered after it. */
function losing(db: ReturnType<typeof newDatabase>, nth: number, gone = false): TransactionalAdapter {
  const adapter = sqlJs(db)
  let commits = 0
  let lost = false
  return {
    ...adapter,
    query: (sql, params) => (lost && gone ? Promise.reject(new Error('no connection')) : adapter.query(sql, params)),
    async transaction(work, options) {
      const result = await adapter.transaction(work, options)
      lost = ++commits === nth
      if (lost) throw new Error('the connection is lost')
      return result
    },
  }
}

describe('a run that loses the answer to its COMMIT', () => {
  for (const [transaction, nth] of [
    ['run', 1],
    ['revision', 1],
    ['revision', 2],
    ['revision', 3],
  ] as const) {
    it(`looks, and goes on from there: transaction '${transaction}', the ${nth}.`, async () => {
      const db = newDatabase(table)
      const program = async (op: Operations) => insert(2)(op)
      const { to } = await upgrade(losing(db, nth), line(insert(1), program, insert(3)), 'head', { transaction })
      assert.deepEqual([to, values(db, versions), values(db, 'SELECT a FROM t')], [['c'], ['c'], [1, 2, 3]])
    })
  }

  it('says where the database was last seen when it cannot look', async () => {
    const db = newDatabase(table)
    await upgrade(sqlJs(db), line(insert(1)))
    const run = upgrade(losing(db, 2, true), line(insert(1), insert(2), insert(3)), 'head', { transaction: 'revision' })
    await assert.rejects(run, {
      message: 'The run failed: the connection is lost. The database was last seen at b.',
      ...{ rows: ['b'], applied: ['b'] },
    })
  })
})

describe('a run whose transaction the app ended', () => {
  it('says at which rows the database stands, and does not run the revision again', async () => {
    const db = newDatabase(table)
    const program = async (op: Operations) => {
      insert(2)(op)
      await op.query('SELECT 1')
      db.run('COMMIT')
      throw new Error('no more')
    }
    await assert.rejects(upgrade(sqlJs(db), line(insert(1), program)), {
      message: 'The upgrade of b failed: no more. The database is at a.',
      ...{ revision: 'b', rows: ['a'] },
    })
    assert.deepEqual([values(db, versions), values(db, 'SELECT a FROM t')], [['a'], [1, 2]])
  })
})

describe('a revision that throws nothing', () => {
  for (const thrown of [undefined, null]) {
    it(`fails as any other: ${thrown}`, async () => {
      const program = () => Promise.reject(thrown)
      await assert.rejects(upgrade(sqlJs(newDatabase()), line(program)), { code: 'migration-failed', revision: 'a' })
    })
  }
})
