import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'limbeck/op'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { isSql } from '../../src/schema/sql.js'

describe('sql', () => {
  it('keeps text and values apart', () => {
    assert.deepEqual(sql`SELECT ${1} WHERE a = ${"'"}`, {
      kind: 'sql',
      parts: ['SELECT ', ' WHERE a = ', ''],
      params: [1, "'"],
    })
    assert.deepEqual(sqlite.statement(sql`SELECT ${true}, ${null}`), ['SELECT ?, ?', 1, null])
    assert.equal(sqlite.statement(sql`SELECT 1`), 'SELECT 1')
  })

  it('is told from values', () => {
    assert.deepEqual([sql``, 'SELECT 1', null, undefined, 1, {}, []].map(isSql), [true, ...Array(6).fill(false)])
  })
})
