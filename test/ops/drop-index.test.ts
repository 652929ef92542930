import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dropIndex } from 'limbeck/op'
import { apply, newDatabase, objects } from '../database.js'

describe('dropIndex', () => {
  it('drops an index, whatever its name', async () => {
    for (const name of ['plain', 'index', 'a "b"', "it's"]) {
      const db = newDatabase(`CREATE TABLE t (a); CREATE INDEX "${name.replaceAll('"', '""')}" ON t (a)`)
      await apply(db, dropIndex(name))
      assert.deepEqual(objects(db), ['t'])
    }
  })

  it('fails where there is none, unless it may be absent', async () => {
    const db = newDatabase()
    await assert.rejects(apply(db, dropIndex('none')), /no such index: none/)
    await apply(db, dropIndex('none', { ifExists: true }))
  })

  it('cannot be reversed', () => {
    assert.throws(() => dropIndex('i').reverse?.(), { code: 'unsupported-operation', message: /dropIndex\('i'\)/ })
  })
})
