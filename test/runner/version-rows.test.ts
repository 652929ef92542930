import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createVersionTable } from '../../src/runner/create-version-table.js'
import { createJournal } from '../../src/runner/journal.js'
import { changeRows, guard } from '../../src/runner/version-rows.js'
import { columns, newDatabase, values } from '../database.js'

const literals = (ids: readonly string[]) => ids.map((id) => `('${id.replaceAll("'", "''")}')`).join()
const ours = ['limbeck_version', 'limbeck_journal'] as const
const make = createVersionTable(ours[0])
const table = (ids: readonly string[] = []) =>
  newDatabase(
    `${make}; ${createJournal(ours[1])}; ${ids[0] ? `INSERT INTO limbeck_version VALUES ${literals(ids)}` : ''}`,
  )
const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', "it's", 'd'))

describe('createVersionTable', () => {
  it("has Alembic's shape, so that Alembic can take it over", () => {
    const db = newDatabase(make)
    assert.deepEqual(columns(db, 'limbeck_version'), [['version_num', 'VARCHAR(32)', 1, null, 1]])
    assert.match(String(values(db, 'SELECT sql FROM sqlite_master')[0]), /CONSTRAINT limbeck_version_pkc PRIMARY KEY/)
  })

  it('keeps a table that is there', () => {
    const db = table(['a'])
    db.run(make)
    assert.deepEqual(values(db, 'SELECT * FROM limbeck_version'), ['a'])
  })
})

describe('guard', () => {
  it('passes when the rows are those expected, and fails when they are any others', () => {
    fc.assert(
      fc.property(ids, ids, (held, expected) => {
        const db = table(held)
        const same = held.length === expected.length && held.every((id) => expected.includes(id))
        if (same) db.run(guard(...ours, expected))
        else assert.throws(() => db.run(guard(...ours, expected)), /NOT NULL constraint failed: limbeck_journal.format/)
        assert.deepEqual(values(db, 'SELECT count(*) FROM limbeck_version'), [held.length])
        db.close()
      }),
    )
  })
})

describe('changeRows', () => {
  it('makes one set of rows of another, in two statements at most', () => {
    fc.assert(
      fc.property(ids, ids, (from, to) => {
        const db = table(from)
        const changes = changeRows(ours[0], from, to)
        assert.ok(changes.length <= 2)
        for (const change of changes) db.run(change)
        assert.deepEqual(values(db, 'SELECT version_num FROM limbeck_version ORDER BY 1'), [...to].sort())
        db.close()
      }),
    )
  })

  it('is nothing when nothing changes', () => {
    assert.deepEqual(changeRows(ours[0], ['a', 'b'], ['b', 'a']), [])
  })
})
