import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { current, downgrade, migrator, stamp, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { nameOf } from '../../src/runner/version-table.js'
import { columns, newDatabase, objects, values } from '../database.js'
import { revisions } from '../revisions.js'

describe('nameOf', () => {
  it('quotes what was chosen, and puts the schema before all our tables', () => {
    assert.equal(nameOf({}), 'limbeck_version')
    assert.equal(nameOf({ versionTable: 'select' }), '"select"')
    assert.equal(nameOf({ versionTable: 'a', versionTableSchema: 'My app' }), '"My app"."a"')
    assert.equal(nameOf({ versionTable: 'a', versionTableSchema: 'b' }, 'limbeck_journal'), '"b".limbeck_journal')
  })
})

/** A revision that does nothing. */
const marks = [{ revision: 'm', downRevision: null }]

describe('versionTable', () => {
  const options = { versionTable: 'alembic_version' }

  it('is made in the shape of Alembic, with its constraint', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), revisions, 'head', options)
    assert.deepEqual(columns(db, 'alembic_version'), [['version_num', 'VARCHAR(32)', 1, null, 1]])
    const [sql] = values(db, "SELECT sql FROM sqlite_master WHERE name = 'alembic_version'")
    assert.match(String(sql), /CONSTRAINT "alembic_version_pkc" PRIMARY KEY/)
    assert.ok(!objects(db).includes('limbeck_version'))
  })

  it('of one run is not that of another at the same time', async () => {
    const [one, other] = [{ versionTable: 'one' }, { versionTable: 'other' }]
    for (const bound of [true, false]) {
      const db = newDatabase()
      const adapter = sqlJs(db)
      const verbs = bound
        ? migrator(adapter, marks)
        : {
            upgrade: (target: string, options: object) => upgrade(adapter, marks, target, options),
            current: (options: object) => current(adapter, marks, options),
          }
      const runs = await Promise.all([one, one, other].map((options) => verbs.upgrade('head', options)))
      assert.deepEqual(values(db, 'SELECT version_num FROM one UNION ALL SELECT version_num FROM other'), ['m', 'm'])
      assert.ok(runs[0] === runs[1] && runs[1] !== runs[2])
      db.run('DELETE FROM other')
      assert.deepEqual(await Promise.all([one, other].map((options) => verbs.current(options))), [['m'], []])
    }
  })

  it('is looked at by the bound verbs', async () => {
    const db = newDatabase()
    const { current, check, plan, history, show, ...bound } = migrator(sqlJs(db), revisions)
    await bound.upgrade('titles', options)
    assert.deepEqual(await current(options), ['titles'])
    assert.deepEqual((await check(options)).missing, ['tags', 'index'])
    assert.equal((await plan('head', options)).steps.length, 2)
    assert.equal((await history('current:', options)).length, 3)
    assert.equal((await show('current', options))[0]?.revision, 'titles')
    await bound.downgrade('notes', options)
    await bound.stamp('tags', options)
    assert.deepEqual(values(db, 'SELECT version_num FROM alembic_version'), ['tags'])
    assert.deepEqual(await current(), [])
  })

  it('tells where the database stands when a run fails', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), revisions, 'notes', options)
    const broken = [...revisions.slice(0, 1), { revision: 'x', downRevision: 'notes', upgrade: () => assert.fail() }]
    await assert.rejects(upgrade(sqlJs(db), broken, 'head', options), { rows: ['notes'] })
  })
})

describe('versionTableSchema', () => {
  it('is an attached database', async () => {
    const db = newDatabase("ATTACH ':memory:' AS app")
    const options = { versionTableSchema: 'app' }
    await upgrade(sqlJs(db), revisions, 'head', options)
    await downgrade(sqlJs(db), revisions, 'notes', options)
    await stamp(sqlJs(db), revisions, 'tags', options)
    assert.deepEqual(values(db, 'SELECT version_num FROM app.limbeck_version'), ['tags'])
    assert.deepEqual(values(db, 'SELECT name FROM app.sqlite_master WHERE sql IS NOT NULL ORDER BY 1'), [
      'limbeck_journal',
      'limbeck_version',
    ])
    assert.deepEqual(objects(db), ['note'])
  })
})
