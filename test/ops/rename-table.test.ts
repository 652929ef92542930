import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renameTable } from 'limbeck/op'
import { apply, newDatabase, objects, rows, values } from '../database.js'

describe('renameTable', () => {
  it('renames a table with its rows, and what refers to it follows', async () => {
    const db = newDatabase(`CREATE TABLE "old one" (id INTEGER PRIMARY KEY); INSERT INTO "old one" VALUES (7);
      CREATE TABLE child (parent REFERENCES "old one" (id)); CREATE VIEW seen AS SELECT id FROM "old one"`)
    await apply(db, renameTable('old one', 'new "one"'))
    assert.deepEqual(objects(db), ['child', 'new "one"', 'seen'])
    assert.deepEqual(rows(db, 'SELECT * FROM seen'), [[7]])
    assert.deepEqual(values(db, 'SELECT "table" FROM pragma_foreign_key_list(\'child\')'), ['new "one"'])
  })

  it('is undone by renaming back', async () => {
    const db = newDatabase('CREATE TABLE a (x)')
    const renamed = renameTable('a', 'table')
    await apply(db, renamed, ...(renamed.reverse?.() ?? assert.fail()))
    assert.deepEqual(objects(db), ['a'])
  })
})
