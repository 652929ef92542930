import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { current, DatabaseAheadError, stamp, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { newDatabase, values } from '../database.js'
import { revisions } from '../revisions.js'

const rows = (db: ReturnType<typeof newDatabase>) => values(db, 'SELECT version_num FROM limbeck_version ORDER BY 1')
const merged = [
  ...revisions,
  { revision: 'side', downRevision: 'tags', branchLabels: 'aside', upgrade() {}, downgrade() {} },
]

describe('stamp', () => {
  it('writes the version rows, and runs nothing', async () => {
    const db = newDatabase()
    const result = await stamp(sqlJs(db), revisions, 'tags')
    assert.deepEqual([result.from, result.to], [[], ['tags']])
    assert.deepEqual(rows(db), ['tags'])
    assert.deepEqual(values(db, "SELECT name FROM sqlite_master WHERE name = 'note'"), [])
    assert.deepEqual(values(db, 'SELECT direction FROM limbeck_journal'), ['stamp'])
  })

  it('takes a database that was made without revisions to where they can go on', async () => {
    const db = newDatabase('CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)')
    await stamp(sqlJs(db), revisions, 'notes')
    await upgrade(sqlJs(db), revisions, 'titles')
    assert.deepEqual(values(db, "SELECT name FROM pragma_table_info('note')"), ['id', 'body', 'title'])
  })

  it('moves the rows of a lineage, and leaves the others', async () => {
    const db = newDatabase()
    await stamp(sqlJs(db), merged, 'heads')
    assert.deepEqual(rows(db), ['index', 'side'])
    await stamp(sqlJs(db), merged, 'aside@tags')
    assert.deepEqual(rows(db), ['tags'])
    await stamp(sqlJs(db), merged, ['side', 'index'])
    assert.deepEqual(await current(sqlJs(db), merged), ['index', 'side'])
    await stamp(sqlJs(db), merged, 'base')
    assert.deepEqual(rows(db), [])
  })

  it('puts rows right that are ancestors of one another', async () => {
    const db = newDatabase()
    await stamp(sqlJs(db), revisions, 'index')
    db.run("INSERT INTO limbeck_version VALUES ('notes')")
    await stamp(sqlJs(db), revisions, 'index')
    assert.deepEqual(rows(db), ['index'])
  })

  it('refuses rows that it does not know, unless it is to forget them', async () => {
    const db = newDatabase()
    await stamp(sqlJs(db), revisions, 'index')
    db.run("UPDATE limbeck_version SET version_num = 'from the future'")
    await assert.rejects(stamp(sqlJs(db), revisions, 'notes'), DatabaseAheadError)
    await stamp(sqlJs(db), revisions, 'notes', { purge: true })
    assert.deepEqual(rows(db), ['notes'])
    db.run("INSERT INTO limbeck_version VALUES ('from the future')")
    await stamp(sqlJs(db), revisions, 'base', { purge: true })
    assert.deepEqual(rows(db), [])
  })
})

describe('rows that are ancestors of one another', () => {
  it('do not stop an upgrade, and are put right by it', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), revisions, 'titles')
    db.run("INSERT INTO limbeck_version VALUES ('notes')")
    const result = await upgrade(sqlJs(db), revisions)
    assert.deepEqual(result.to, ['index'])
    assert.deepEqual(rows(db), ['index'])
  })
})
