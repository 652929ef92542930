import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DatabaseAheadError, type LimbeckError, MigrationFailedError, migrator, type Progress, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { recording } from 'limbeck/testing'
import initSqlJs from 'sql.js'
import { revisions } from '../revisions.js'

const SQL = await initSqlJs()
const values = (db: InstanceType<typeof SQL.Database>, sql: string) => db.exec(sql)[0]?.values ?? []
const after = (id: string, change: (op: Operations) => unknown) => [
  ...revisions,
  { revision: id, downRevision: 'index', upgrade: change as (op: Operations) => void },
]

describe('upgrade', () => {
  it('applies everything, and says what it did', async () => {
    const db = new SQL.Database()
    const result = await upgrade(sqlJs(db), revisions)
    assert.deepEqual(
      result.steps.map((step) => step.revision),
      ['notes', 'titles', 'tags', 'index'],
    )
    assert.deepEqual([result.from, result.to], [[], ['index']])
    assert.deepEqual(values(db, 'SELECT title FROM note'), [['heron'], ['reed']])
    assert.deepEqual(values(db, 'SELECT name FROM tag ORDER BY name'), [['bird'], ['plant'], ['water']])
    assert.deepEqual(values(db, 'SELECT version_num FROM limbeck_version'), [['index']])
  })

  it('costs one statement at head', async () => {
    const db = new SQL.Database()
    await upgrade(sqlJs(db), revisions)
    const adapter = recording(sqlJs(db))
    const result = await migrator(adapter, revisions).upgrade('head')
    assert.deepEqual(adapter.statements, ['SELECT version_num FROM limbeck_version'])
    assert.equal(adapter.roundTrips, 1)
    assert.deepEqual(result.steps, [])
  })

  it('goes on from where the database is, to a revision named by the start of its id', async () => {
    const db = new SQL.Database()
    await upgrade(sqlJs(db), revisions, 'notes')
    const result = await upgrade(sqlJs(db), revisions, 'tit')
    assert.deepEqual([result.from, result.to], [['notes'], ['titles']])
  })

  it('writes the version rows of compiled steps as their net effect, and before a program', async () => {
    const adapter = recording(sqlJs(new SQL.Database()))
    await upgrade(adapter, revisions)
    const rows = adapter.statements.filter((sql) => /(INTO|FROM) limbeck_version /.test(sql) && !/count/.test(sql))
    assert.deepEqual(rows, [
      "INSERT INTO limbeck_version (version_num) VALUES ('titles')",
      "DELETE FROM limbeck_version WHERE version_num IN ('titles')",
      "INSERT INTO limbeck_version (version_num) VALUES ('index')",
    ])
  })

  it('tells its progress, and waits for whoever listens', async () => {
    const told: Progress[] = []
    let waited = 0
    await upgrade(sqlJs(new SQL.Database()), revisions, 'head', {
      async onProgress(progress) {
        assert.equal(waited, told.length)
        told.push(progress)
        await new Promise((resolve) => setTimeout(resolve, 5))
        waited++
      },
    })
    assert.deepEqual(
      told.map(({ step, of, revision, safePoint }) => [step, of, revision, safePoint]),
      [
        [1, 4, 'notes', true],
        [2, 4, 'titles', false],
        [3, 4, 'tags', false],
        [4, 4, 'index', false],
      ],
    )
    assert.equal(told[0]?.message, 'create notes')
  })

  it('runs once when it is called twice, and one run after the other', async () => {
    const db = new SQL.Database()
    const adapter = recording(sqlJs(db))
    const { upgrade, downgrade, current } = migrator(adapter, revisions)
    const [one, two, , rows] = await Promise.all([upgrade(), upgrade(), downgrade('titles'), current()])
    assert.equal(one, two)
    assert.deepEqual(rows, ['titles'])
    assert.equal(adapter.events.filter((event) => event.kind === 'begin').length, 2)
  })

  it('takes SQL files among the revisions', async () => {
    const db = new SQL.Database()
    const file = '-- revision: sqlfile\n-- revises: index\n-- a view\n\n-- upgrade\nCREATE VIEW v AS SELECT 1 AS one;\n'
    await upgrade(sqlJs(db), [...revisions, file])
    assert.deepEqual(values(db, 'SELECT one FROM v'), [[1]])
  })

  it('does nothing at all for no migrations', async () => {
    const db = new SQL.Database()
    assert.deepEqual(await upgrade(sqlJs(db), []), { from: [], to: [], steps: [] })
    assert.deepEqual(values(db, 'SELECT name FROM sqlite_master'), [])
  })
})

describe('an upgrade that fails', () => {
  for (const [name, change, position, statement, words] of [
    ['in its SQL', (op: Operations) => op.execute('CREATE TABLE x (a); SELEC 1'), 2, 'SELEC 1', /syntax error/],
    ['in its code', () => assert.fail('no luck'), undefined, undefined, /no luck/],
    ['in an assertion', (op: Operations) => op.assert('SELECT 1 FROM note WHERE id > 99'), 1, /CASE/, /id > 99/],
    [
      'in a program, after it read and wrote',
      async (op: Operations) => {
        op.execute('DELETE FROM note')
        await op.query('SELECT 1')
        op.execute('INSERT INTO nowhere VALUES (?)', [1])
      },
      2,
      'INSERT INTO nowhere VALUES (?)',
      /no such table: nowhere/,
    ],
    ['in a question', async (op: Operations) => void (await op.query('SELECT q')), 1, 'SELECT q', /no such column/],
  ] as const) {
    it(`${name} leaves the database as it was, and says where it stopped`, async () => {
      const db = new SQL.Database()
      await upgrade(sqlJs(db), revisions, 'notes')
      const before = db.export()
      await assert.rejects(upgrade(sqlJs(db), after('broken', change)), (error) => {
        assert.ok(error instanceof MigrationFailedError)
        assert.equal(error.revision, 'broken')
        assert.equal(error.direction, 'upgrade')
        assert.equal(error.position, position)
        if (statement instanceof RegExp) assert.match(String(error.statement), statement)
        else assert.equal(error.statement, statement)
        assert.match(error.message, words)
        assert.match(error.message, /The database is at notes\./)
        assert.deepEqual([error.rows, error.applied], [['notes'], []])
        assert.ok(error.cause instanceof Error)
        return true
      })
      assert.deepEqual(db.export(), before)
    })
  }

  it('over tables that it did not make hints at stamp', async () => {
    const db = new SQL.Database()
    db.run('CREATE TABLE note (id)')
    await assert.rejects(upgrade(sqlJs(db), revisions), /already exists.*at base\..*[Ss]tamp it/)
  })

  it('because a directive came after the revision had settled says so', async () => {
    let late: Promise<unknown> = Promise.resolve()
    const change = (op: Operations) => {
      late = Promise.resolve().then(() => op.execute('DROP TABLE note'))
      late.catch(() => undefined)
    }
    const db = new SQL.Database()
    await upgrade(sqlJs(db), after('late', change))
    await assert.rejects(late, (error: LimbeckError) => error.code === 'closed-operations')
    assert.equal(values(db, 'SELECT * FROM note').length, 2)
  })
})

describe('a database written by a newer release', () => {
  it('is refused, and not touched', async () => {
    const db = new SQL.Database()
    await upgrade(sqlJs(db), revisions)
    const before = db.export()
    const adapter = recording(sqlJs(db))
    for (const target of ['head', 'heads', 'notes']) {
      await assert.rejects(upgrade(adapter, revisions.slice(0, 2), target), (error) => {
        assert.ok(error instanceof DatabaseAheadError)
        assert.deepEqual(error.revisions, ['index'])
        return true
      })
    }
    assert.ok(adapter.statements.every((sql) => sql.startsWith('SELECT')))
    assert.deepEqual(db.export(), before)
  })
})
