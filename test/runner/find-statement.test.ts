import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type BatchAdapter, type Statement, StatementError } from 'limbeck'
import { createVersionTable } from '../../src/runner/create-version-table.js'
import { findStatement } from '../../src/runner/find-statement.js'
import { createJournal } from '../../src/runner/journal.js'
import { guard } from '../../src/runner/version-rows.js'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, objects, values } from '../database.js'

const table = 'CREATE TABLE t (a UNIQUE)'
const openingAt = (...rows: readonly string[]) => [
  createVersionTable('limbeck_version'),
  createJournal('limbeck_journal'),
  guard('limbeck_version', 'limbeck_journal', rows),
]
const opening = openingAt()
const inserts = (count: number) =>
  Array.from({ length: count }, (_, nth): Statement => ['INSERT INTO t VALUES (?)', nth])

/** What sending a batch fails with, on a database that tells no index; and how often it was sent beginnings of it. */
async function find(
  statements: readonly Statement[],
  change: (adapter: BatchAdapter) => Partial<BatchAdapter> = () => ({}),
) {
  const db = newDatabase(table)
  const adapter = batchAdapter(db, { indexed: false })
  const error = await adapter.batch(statements).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof Error && !(error instanceof StatementError))
  let sent = 0
  const batch = (probed: readonly Statement[]) => {
    sent++
    return adapter.batch(probed)
  }
  const found = await findStatement({ ...adapter, batch, ...change(adapter) }, statements, error)
  assert.deepEqual([objects(db), values(db, 'SELECT a FROM t')], [['t'], []], 'nothing is written')
  return { error, found, sent }
}

describe('findStatement', () => {
  for (const [count, most] of [
    [1, 3],
    [10, 4],
    [500, 10],
  ] as const) {
    it(`finds the one of ${count} that failed, wherever it is, asking ${most} times at most`, async () => {
      for (const at of new Set([0, Math.floor(count / 3), count - 1])) {
        const statements = [...opening, ...inserts(count)]
        statements[at + opening.length] = ['INSERT INTO t SELECT ? FROM none', 1]
        const { error, found, sent } = await find(statements)
        assert.ok(found instanceof StatementError)
        const { index, sql, cause } = found
        assert.deepEqual([index, sql, cause], [at + opening.length, 'INSERT INTO t SELECT ? FROM none', error])
        assert.ok(sent <= most, `it asked ${sent} times`)
      }
    })
  }

  it('finds the first of two that fail alike', async () => {
    const { found } = await find([...opening, ...inserts(3), ...inserts(3)])
    assert.equal((found as StatementError).index, opening.length + 3)
  })

  it('finds statements of our own too', async () => {
    const theirs = 'CREATE TABLE IF NOT EXISTS limbeck_journal (day TEXT)'
    const { found } = await find([theirs, ...opening, ...inserts(3)])
    assert.equal((found as StatementError).index, 3)
  })

  it('leaves the error as it is when a guard stopped the batch', async () => {
    const { error, found, sent } = await find([...openingAt('elsewhere'), ...inserts(3)])
    assert.match(String(error), /limbeck_journal/)
    assert.deepEqual([found, sent], [error, 0])
  })

  it('leaves it as it is when the end of the batch failed', async () => {
    const deferred = [
      'CREATE TABLE p (id INTEGER PRIMARY KEY)',
      'CREATE TABLE c (p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)',
      'INSERT INTO c VALUES (1)',
    ]
    const db = newDatabase('PRAGMA foreign_keys = on')
    const adapter = batchAdapter(db, { indexed: false })
    const error = await adapter.batch(deferred).catch((thrown: unknown) => thrown)
    assert.match(String(error), /FOREIGN KEY/)
    assert.equal(await findStatement(adapter, deferred, error), error)
    assert.deepEqual(objects(db), [])
  })

  it('leaves it as it is when something else happens meanwhile', async () => {
    const batch = () => Promise.reject(new Error('the connection is lost'))
    const { error, found } = await find([...opening, 'INSERT INTO none VALUES (1)'], () => ({ batch }))
    assert.equal(found, error)
  })

  it('asks nothing when the database told nothing of a statement', async () => {
    const error = new Error('the connection is lost')
    const batch = () => assert.fail('it asked')
    assert.equal(await findStatement({ ...batchAdapter(newDatabase()), batch }, opening, error), error)
  })
})
