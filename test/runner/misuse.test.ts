import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { migrator, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { addColumn, column, integer, type Operations } from 'limbeck/op'
import { newDatabase, values } from '../database.js'
import { revisions } from '../revisions.js'

const after = (change: (op: Operations) => unknown) => [
  ...revisions,
  { revision: 'x', downRevision: 'index', upgrade: change as (op: Operations) => void },
]

describe('what is handed in by mistake', () => {
  for (const [what, adapter, words] of [
    ['no database', undefined, /must be an adapter, as sqlJs\(db\)/],
    ['a promise of one', Promise.resolve(), /await it first/],
    ['a database of the driver', newDatabase(), /must be an adapter/],
  ] as const) {
    it(`${what} is a typed error`, async () => {
      await assert.rejects(migrator(adapter as never, revisions).upgrade(), { code: 'invalid-adapter', message: words })
    })
  }

  for (const [what, migrations, words] of [
    ['no migrations', undefined, /array of revisions/],
    ['a promise of them', Promise.resolve(revisions), /await them first/],
    ['what import.meta.glob gives', { './a.ts': revisions[0] }, /Object\.values/],
    ['lazy modules', [() => revisions[0]], /Migration 1 is no revision/],
  ] as const) {
    it(`${what} is a typed error`, async () => {
      const run = migrator(sqlJs(newDatabase()), migrations as never).upgrade()
      await assert.rejects(run, { code: 'invalid-migrations', message: words })
    })
  }
})

describe('what is handed to a verb by mistake', () => {
  const bound = () => migrator(sqlJs(newDatabase()), revisions)
  for (const [what, call, code, words] of [
    ['a downgrade without a target', () => bound().downgrade(undefined as never), 'invalid-target', /none was given/],
    ['a stamp without one', () => bound().stamp(undefined as never), 'invalid-target', /none was given/],
    ['a show without one', () => bound().show(undefined as never), 'invalid-target', /none was given/],
    ['a number of steps', () => bound().downgrade(-1 as never), 'invalid-target', /steps such as '-1'.*: -1 is none/],
    ['an upgrade to a number', () => bound().upgrade(1 as never), 'invalid-target', /1 is none/],
    ['a list with a number', () => bound().upgrade(['index', 1] as never), 'invalid-target', /index,1 is none/],
    ['a range that is a number', () => bound().history(3 as never), 'invalid-range', /'3' is no range/],
  ] as const) {
    it(`${what} is a typed error`, async () => {
      await assert.rejects(call(), { code, message: words })
    })
  }

  for (const [name, value, words] of [
    ['downRevision', 1, /'downRevision' of x must be text, a list of texts, or null/],
    ['downRevision', ['index', 2], /'downRevision' of x/],
    ['dependsOn', { index: true }, /'dependsOn' of x/],
    ['branchLabels', 7, /'branchLabels' of x/],
    ['upgrade', 'CREATE TABLE a (b)', /'upgrade' of x must be a function/],
  ] as const) {
    it(`a revision whose ${name} is ${JSON.stringify(value)} is a typed error`, async () => {
      const migrations = [...revisions, { revision: 'x', downRevision: 'index', [name]: value }]
      const run = upgrade(sqlJs(newDatabase()), migrations as never)
      await assert.rejects(run, { code: 'invalid-migrations', message: words })
    })
  }
})

describe('a revision that', () => {
  for (const sql of ['COMMIT', '-- why\nROLLBACK', 'CREATE TABLE u (a); END', '/* x */ begin', 'SAVEPOINT a']) {
    it(`would end the transaction is refused before anything is lost: ${JSON.stringify(sql)}`, async () => {
      const db = newDatabase()
      await upgrade(sqlJs(db), revisions)
      for (const change of [(op: Operations) => op.execute(sql), async (op: Operations) => op.execute(sql)]) {
        await assert.rejects(
          upgrade(sqlJs(db), after(change)),
          /upgrade of x failed: op.execute: A revision runs in the run's own/,
        )
      }
      assert.deepEqual(values(db, 'SELECT version_num FROM limbeck_version'), ['index'])
      assert.deepEqual(values(db, "SELECT name FROM sqlite_master WHERE name = 'u'"), [])
    })
  }

  const returned: readonly (readonly [string, () => unknown])[] = [
    ['returns an operation', () => addColumn('note', column('a', integer()))],
    ['returns several', () => [addColumn('note', column('a', integer()))]],
    ['resolves to one', async () => addColumn('note', column('a', integer()))],
  ]
  for (const [how, change] of returned) {
    it(`${how} instead of handing it to op is told so`, async () => {
      const db = newDatabase()
      await assert.rejects(upgrade(sqlJs(db), after(change)), /returned addColumn without op: write op\.addColumn/)
    })
  }

  it('asks two questions in one text is refused: the second would be lost', async () => {
    const change = (op: Operations) => op.query('SELECT 1; DELETE FROM note')
    await assert.rejects(upgrade(sqlJs(newDatabase()), after(change)), /op\.query takes one statement/)
  })

  for (const [what, change, words] of [
    ['a column whose type was not called', () => column('a', integer as never), /type of column 'a' is none/],
    [
      'columns as a list',
      (op: Operations) => op.createTable('u', [column('a', integer())] as never),
      /write \.\.\.columns/,
    ],
  ] as const) {
    it(`makes ${what} is told so`, async () => {
      await assert.rejects(upgrade(sqlJs(newDatabase()), after(change)), words)
    })
  }

  it('swallows the failure of what it enqueued fails all the same', async () => {
    const db = newDatabase()
    const change = async (op: Operations) => {
      op.execute('INSERT INTO nowhere VALUES (1)')
      await op.query('SELECT 1').catch(() => undefined)
    }
    await assert.rejects(upgrade(sqlJs(db), after(change)), {
      revision: 'x',
      statement: 'INSERT INTO nowhere VALUES (1)',
    })
  })

  it('asks several questions at once gets the answers in their order', async () => {
    const seen: unknown[] = []
    const change = async (op: Operations) => {
      op.execute('CREATE TABLE c (a)')
      const count = async () => seen.push((await op.query('SELECT count(*) AS n FROM c'))[0]?.n)
      const first = count()
      op.execute('INSERT INTO c VALUES (1)')
      await Promise.all([first, count()])
      op.execute('DROP TABLE c')
    }
    await upgrade(sqlJs(newDatabase()), after(change))
    assert.equal(seen.length, 2)
    assert.equal(seen.at(-1), 1)
  })
})
