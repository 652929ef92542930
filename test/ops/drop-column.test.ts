import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dropColumn } from 'limbeck/op'
import { apply, newDatabase, rows } from '../database.js'

const table = 'CREATE TABLE "a b" (id, "order", kept); INSERT INTO "a b" VALUES (1, 2, 3)'

describe('dropColumn', () => {
  it('drops a column and its values, and keeps the others', async () => {
    const db = newDatabase(table)
    await apply(db, dropColumn('a b', 'order'))
    assert.deepEqual(rows(db, 'SELECT * FROM "a b"'), [[1, 3]])
  })

  it('fails where an index still names the column', async () => {
    const db = newDatabase(`${table}; CREATE INDEX i ON "a b" ("order")`)
    await assert.rejects(apply(db, dropColumn('a b', 'order')), /index i/)
    assert.deepEqual(rows(db, 'SELECT * FROM "a b"'), [[1, 2, 3]])
  })

  it('cannot be reversed', () => {
    const message = "dropColumn('a b', 'order') cannot be reversed: what was there before is not known."
    assert.throws(() => dropColumn('a b', 'order').reverse?.(), { code: 'unsupported-operation', message })
  })
})
