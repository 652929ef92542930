import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recording } from 'limbeck/testing'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, values } from '../database.js'

const table = 'CREATE TABLE t (a)'
const insert = (value: number) => ['INSERT INTO t VALUES (?)', value] as const

describe('recording, of a batch adapter', () => {
  it('counts a batch as one round trip', async () => {
    const adapter = recording(batchAdapter(newDatabase(table)))
    await adapter.batch([insert(1), insert(2)])
    assert.deepEqual([adapter.roundTrips, adapter.events.length, 'transaction' in adapter], [1, 2, false])
  })

  for (const how of ['failAt', 'killAt'] as const) {
    it(`${how} stops a batch at that statement, and nothing of it is written`, async () => {
      const db = newDatabase(table)
      const adapter = recording(batchAdapter(db), { [how]: 2 })
      await assert.rejects(adapter.batch([insert(1), insert(2), insert(3)]), { name: 'StatementError', index: 1 })
      assert.deepEqual(values(db, 'SELECT a FROM t'), [])
    })
  }

  it("throws the adapter's own error", async () => {
    const bad = [insert(1), 'selec']
    const options = { failAt: 99 }
    const indexed = recording(batchAdapter(newDatabase(table)), options)
    await assert.rejects(indexed.batch(bad), { index: 1, message: /D1_ERROR: near "selec"/ })
    const silent = recording(batchAdapter(newDatabase(table), { indexed: false }), options)
    await assert.rejects(silent.batch(bad), { name: 'Error', message: /D1_ERROR: near "selec"/ })
  })
})
