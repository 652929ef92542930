import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Adapter, StatementError, type TransactionalAdapter } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { InjectedError, recording } from 'limbeck/testing'
import { newDatabase, values } from '../database.js'

const table = 'CREATE TABLE t (a)'
const insert = (value: number) => ['INSERT INTO t VALUES (?)', value] as const

/** A transaction of eight events. */
const work = (adapter: TransactionalAdapter) =>
  adapter.transaction(
    async (tx) => {
      await tx.run([insert(2), insert(3)])
      const found = await tx.query('SELECT a FROM t')
      await tx.run([insert(found.length * 10)])
      return found.length
    },
    { first: ['DELETE FROM t', insert(1)] },
  )

const events = ['begin', 'statement', 'statement', 'statement', 'statement', 'query', 'statement', 'commit']

describe('recording, of a transactional adapter', () => {
  it('writes down what happened, and counts what was asked of the database', async () => {
    const db = newDatabase(table)
    const adapter = recording(sqlJs(db))
    assert.equal(await work(adapter), 3)
    assert.deepEqual(values(db, 'SELECT a FROM t'), [1, 2, 3, 30])
    assert.deepEqual(
      adapter.events.map(({ kind }) => kind),
      events,
    )
    const sql = 'INSERT INTO t VALUES (?)'
    assert.deepEqual(adapter.statements, ['DELETE FROM t', sql, sql, sql, 'SELECT a FROM t', sql])
    assert.equal(adapter.roundTrips, 5)
  })

  it('counts outside of transactions', async () => {
    const adapter = recording(sqlJs(newDatabase(table)))
    await adapter.run([insert(1), insert(2)])
    assert.deepEqual(await adapter.query('SELECT count(*) AS n FROM t WHERE a > ?', [1]), [{ n: 1 }])
    assert.deepEqual([adapter.roundTrips, adapter.events.length], [2, 3])
  })

  for (const how of ['failAt', 'killAt'] as const) {
    events.forEach((kind, at) => {
      it(`${how} ${at + 1}, a ${kind}, rolls back`, async () => {
        const db = newDatabase(`${table}; INSERT INTO t VALUES (7)`)
        const adapter = recording(sqlJs(db), { [how]: at + 1 })
        // Two statements travel with BEGIN, two with the first run, one with the last.
        const index = [undefined, 0, 1, 0, 1, undefined, 0, undefined][at]
        await assert.rejects(work(adapter), (error) => {
          const cause = error instanceof StatementError ? error.cause : error
          assert.ok(cause instanceof InjectedError)
          assert.match(cause.message, new RegExp(`(at event|killed at event) ${at + 1}$`))
          assert.equal(error instanceof StatementError ? error.index : undefined, index)
          return true
        })
        assert.deepEqual(values(db, 'SELECT a FROM t'), [7])
        assert.equal(adapter.events.length, at + 1)
      })
    })
  }

  it('lives on after failAt', async () => {
    const adapter = recording(sqlJs(newDatabase(table)), { failAt: 3 })
    await assert.rejects(work(adapter))
    assert.equal(await work(adapter), 3)
  })

  it('answers nothing after killAt', async () => {
    const adapter = recording(sqlJs(newDatabase(table)), { killAt: 2 })
    await adapter.query('SELECT 1')
    for (let again = 0; again < 2; again++) {
      await assert.rejects(adapter.query('SELECT 1'), InjectedError)
      await assert.rejects(adapter.run([insert(1)]), { index: 0, message: 'killed at event 2' })
      await assert.rejects(work(adapter), InjectedError)
    }
  })

  it("throws the database's own error with its index, told to fail or not", async () => {
    for (const options of [{}, { failAt: 99 }]) {
      const adapter = recording(sqlJs(newDatabase(table)), options)
      const run = adapter.run([insert(1), 'INSERT INTO none VALUES (1)', insert(2)])
      await assert.rejects(run, { name: 'StatementError', index: 1, message: 'no such table: none' })
    }
  })

  it('waits before each event, or before those that it is told', async () => {
    const timed = async (adapter: Adapter) => {
      const start = performance.now()
      await adapter.query('SELECT 1')
      await adapter.run([insert(1), insert(2)])
      return performance.now() - start
    }
    assert.ok((await timed(recording(sqlJs(newDatabase(table)), { delay: 20 }))) >= 55)
    const told: unknown[] = []
    const delay = ({ kind }: { kind: string }, nth: number) => {
      told.push([kind, nth])
      return kind === 'query' ? 30 : 0
    }
    assert.ok((await timed(recording(sqlJs(newDatabase(table)), { delay }))) >= 25)
    assert.deepEqual(told, [
      ['query', 1],
      ['statement', 2],
      ['statement', 3],
    ])
  })

  it('writes down lock and persist where the adapter has them, and has none where it has none', async () => {
    const plain = sqlJs(newDatabase())
    let persisted = 0
    const persist = async () => {
      persisted++
    }
    const adapter = recording({ ...plain, persist, lock: <T>(locked: () => Promise<T>) => locked() })
    assert.equal(await adapter.lock(async () => 5), 5)
    await adapter.persist()
    assert.deepEqual([adapter.events, adapter.roundTrips, persisted], [[{ kind: 'lock' }, { kind: 'persist' }], 0, 1])
    assert.deepEqual([recording(plain).lock, recording(plain).persist], [undefined, undefined])
  })

  it('leaves the rest of the adapter within reach', () => {
    const db = newDatabase()
    const { name, engine, atomic, db: reached } = recording({ ...sqlJs(db), db })
    assert.deepEqual([name, engine, atomic], ['sql-js', 'sqlite', 'transaction'])
    assert.equal(reached, db)
  })
})
