import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { newDatabase, values } from '../database.js'

const table = 'CREATE TABLE t (a)'
const insert = 'INSERT INTO t VALUES (1)'

async function run(direction: (op: Operations) => void | Promise<void>) {
  const db = newDatabase(table)
  await upgrade(sqlJs(db), [{ revision: 'a', downRevision: null, upgrade: direction, program: true }])
  return db
}

describe('a program', () => {
  it('has its effects in the order of the calls: a question sees what was enqueued before it', async () => {
    const seen: unknown[] = []
    const db = await run(async (op) => {
      op.execute(insert)
      seen.push(...(await op.query('SELECT count(*) AS n FROM t')))
      op.execute(insert)
      op.execute(insert)
      seen.push(...(await op.query('SELECT count(*) AS n FROM t WHERE a = ?', [true])))
      op.execute('DELETE FROM t')
    })
    assert.deepEqual(seen, [{ n: 1 }, { n: 3 }])
    assert.deepEqual(values(db, 'SELECT a FROM t'), [])
  })

  it('may be a function that returns nothing', async () => {
    assert.deepEqual(values(await run((op) => op.execute(insert)), 'SELECT a FROM t'), [1])
  })

  it('names the statement that failed, and its place among all that the program sent', async () => {
    const program = async (op: Operations) => {
      op.execute(`${insert}; ${insert}`)
      await op.query('SELECT 1')
      op.execute(insert)
      op.execute('INSERT INTO none VALUES (1)')
    }
    await assert.rejects(run(program), { revision: 'a', position: 4, statement: 'INSERT INTO none VALUES (1)' })
  })

  it('names a question that failed', async () => {
    const program = async (op: Operations) => {
      op.execute(insert)
      await op.query('SELECT ? FROM none', [1])
    }
    await assert.rejects(run(program), { revision: 'a', position: 2, statement: 'SELECT ? FROM none' })
  })

  it("cannot end the run's transaction by a question, nor begin one in it", async () => {
    for (const sql of ['COMMIT', '/* now */ rollback', 'savepoint s']) {
      const program = async (op: Operations) => {
        op.execute(insert)
        await op.query(sql)
      }
      await assert.rejects(run(program), { code: 'migration-failed', message: /leave out (COMMIT|ROLLBACK|SAVEPOINT)/ })
    }
  })

  it('names no statement when its own code throws', async () => {
    const program = async (op: Operations) => {
      op.execute(insert)
      throw new TypeError('no such thing')
    }
    await assert.rejects(run(program), {
      message: 'The upgrade of a failed: no such thing. The database is at base.',
      ...{ revision: 'a', position: undefined, statement: undefined },
    })
  })

  it('cannot call op after it has settled', async () => {
    let kept: Operations | undefined
    await run(async (op) => {
      kept = op
    })
    assert.throws(() => kept?.execute(insert), { code: 'closed-operations' })
    await assert.rejects(kept?.query('SELECT 1') ?? assert.fail(), { code: 'closed-operations' })
  })
})
