import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createIndex, sql } from 'limbeck/op'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { apply, newDatabase, objects, rows, values } from '../database.js'

const table = "CREATE TABLE note (title, body, \"it's\"); INSERT INTO note VALUES ('a', 'b', 'c')"

describe('createIndex', () => {
  it('indexes columns in order', async () => {
    const db = newDatabase(table)
    await apply(db, createIndex('order', 'note', ['body', "it's"]))
    assert.deepEqual(rows(db, 'SELECT name, "unique", partial FROM pragma_index_list(\'note\')'), [['order', 0, 0]])
    assert.deepEqual(values(db, "SELECT name FROM pragma_index_info('order') ORDER BY seqno"), ['body', "it's"])
  })

  it('refuses a second row with the same values when it is unique', async () => {
    const db = newDatabase(table)
    await apply(db, createIndex('one', 'note', ['title'], { unique: true }))
    assert.throws(() => db.run("INSERT INTO note VALUES ('a', '', '')"), /UNIQUE/)
  })

  it('indexes only rows that meet a condition', async () => {
    const db = newDatabase(table)
    await apply(db, createIndex('some', 'note', ['title'], { unique: true, where: "body <> 'b'" }))
    db.run("INSERT INTO note VALUES ('a', 'b', '')")
    db.run("INSERT INTO note VALUES ('a', 'x', '')")
    assert.throws(() => db.run("INSERT INTO note VALUES ('a', 'y', '')"), /UNIQUE/)
  })

  it('indexes expressions, and columns in descending order', async () => {
    const db = newDatabase(table)
    await apply(db, createIndex('mixed', 'note', [sql`lower(title)`, sql`body DESC`, 'title']))
    assert.deepEqual(rows(db, 'SELECT name, "desc" FROM pragma_index_xinfo(\'mixed\') WHERE key ORDER BY seqno'), [
      [null, 0],
      ['body', 1],
      ['title', 0],
    ])
  })

  it('makes none twice where it is told so', async () => {
    const db = newDatabase(table)
    const made = createIndex('one', 'note', ['title'], { ifNotExists: true })
    await apply(db, made, made)
    await assert.rejects(apply(db, createIndex('one', 'note', ['title'])), /already exists/)
  })

  it('is undone by dropIndex', async () => {
    const db = newDatabase(table)
    const made = createIndex('a "b"', 'note', ['title'])
    await apply(db, made, ...(made.reverse?.() ?? assert.fail()))
    assert.deepEqual(objects(db), ['note'])
  })

  it('refuses an expression with parameters, which no index can have', () => {
    const made = createIndex('one', 'note', [sql`coalesce(title, ${''})`])
    assert.throws(() => made.toSql(sqlite), { code: 'invalid-operation' })
  })
})
