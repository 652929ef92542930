import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Queryable } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { createVersionTable } from '../../src/runner/create-version-table.js'
import { readRows, sameRows } from '../../src/runner/version-table.js'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase } from '../database.js'

const rowsOf = (database: Queryable) => readRows(database, {})

describe('readRows', () => {
  it('gives undefined where there is no version table', async () => {
    assert.equal(await rowsOf(sqlJs(newDatabase())), undefined)
    assert.equal(await rowsOf(batchAdapter(newDatabase(), { indexed: false })), undefined)
  })

  it('gives the rows, and none of an empty table', async () => {
    const db = newDatabase(createVersionTable('limbeck_version'))
    assert.deepEqual(await rowsOf(sqlJs(db)), [])
    db.run("INSERT INTO limbeck_version VALUES ('a'), ('it''s')")
    assert.deepEqual(new Set(await rowsOf(sqlJs(db))), new Set(['a', "it's"]))
  })

  it('throws when a view of that name reads a table that is missing', async () => {
    const db = newDatabase('CREATE VIEW limbeck_version AS SELECT version_num FROM elsewhere')
    await assert.rejects(rowsOf(sqlJs(db)), /no such table: main.elsewhere/)
  })

  it('throws every other error', async () => {
    await assert.rejects(rowsOf(sqlJs(newDatabase('CREATE TABLE limbeck_version (other)'))), /no such column/)
    const closed = newDatabase()
    closed.close()
    await assert.rejects(rowsOf(sqlJs(closed)))
  })

  it("knows Postgres's code for a missing table, whatever the language of its message", async () => {
    const query = async () => Promise.reject(Object.assign(new Error('Relation existiert nicht'), { code: '42P01' }))
    assert.equal(await rowsOf({ query, run: async () => undefined }), undefined)
  })
})

describe('sameRows', () => {
  it('compares sets', () => {
    assert.ok(sameRows([], []))
    assert.ok(sameRows(['a', 'b'], ['b', 'a']))
    for (const other of [[], ['a'], ['a', 'c'], ['a', 'b', 'c']]) assert.ok(!sameRows(['a', 'b'], other))
  })
})
