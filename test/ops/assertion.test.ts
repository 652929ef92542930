import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { assertion, execute } from 'limbeck/op'
import { apply, newDatabase, values } from '../database.js'

describe('assertion', () => {
  it('passes when the query gives a row, and changes nothing', async () => {
    const db = newDatabase('CREATE TABLE t (a); INSERT INTO t VALUES (NULL)')
    await apply(db, assertion('SELECT a FROM t'), assertion('SELECT 0'))
    assert.deepEqual(values(db, 'SELECT count(*) FROM t'), [1])
  })

  it('fails when it gives none, and stops what comes after', async () => {
    const db = newDatabase('CREATE TABLE t (a)')
    const run = apply(db, assertion('SELECT a FROM t'), execute('INSERT INTO t VALUES (1)'))
    await assert.rejects(run, { index: 0, message: /assertion failed: SELECT a FROM t/ })
    assert.deepEqual(values(db, 'SELECT count(*) FROM t'), [0])
  })

  it('sees what the statements before it did', async () => {
    const db = newDatabase('CREATE TABLE t (a)')
    await apply(db, execute('INSERT INTO t VALUES (1)'), assertion('SELECT a FROM t'))
  })
})
