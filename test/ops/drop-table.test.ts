import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dropTable } from 'limbeck/op'
import { apply, newDatabase, objects } from '../database.js'

describe('dropTable', () => {
  it('drops a table with its indexes and triggers', async () => {
    const db = newDatabase(`CREATE TABLE "group" (a); CREATE INDEX i ON "group" (a); CREATE TABLE kept (a);
      CREATE TRIGGER tr AFTER INSERT ON "group" BEGIN SELECT 1; END`)
    await apply(db, dropTable('group'))
    assert.deepEqual(objects(db), ['kept'])
  })

  it('fails where there is none, unless it may be absent', async () => {
    const db = newDatabase()
    await assert.rejects(apply(db, dropTable('none')), /no such table: none/)
    await apply(db, dropTable('none', { ifExists: true }))
  })

  it('cannot be reversed', () => {
    assert.throws(() => dropTable('t').reverse?.(), { code: 'unsupported-operation', message: /dropTable\('t'\)/ })
  })
})
