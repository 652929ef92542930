import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addColumn, column, dropColumn, integer } from 'limbeck/op'
import { apply, newDatabase, objects, rows } from '../database.js'

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

  it('is reversed to the column that it was given as', async () => {
    const db = newDatabase('CREATE TABLE t (id)')
    const added = column('a', integer(), { index: true })
    await apply(db, addColumn('t', added))
    const dropped = dropColumn('t', added)
    await apply(db, dropped)
    assert.deepEqual(objects(db), ['t'])
    const undone = dropped.reverse?.() ?? assert.fail()
    assert.deepEqual(
      undone.map(({ kind }) => kind),
      ['addColumn'],
    )
    await apply(db, ...undone)
    assert.deepEqual([...objects(db)].sort(), ['ix_t_a', 't'])
    assert.throws(() => dropColumn('t', 'a').reverse?.(), {
      code: 'unsupported-operation',
      message: "dropColumn('t', 'a') cannot be reversed: what was there before is not known.",
    })
  })
})
