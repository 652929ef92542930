import { check, current, downgrade, history as list, plan, show, stamp, upgrade } from '../../src/index.js'
import type { ConformanceCase, Store } from './case.js'
import { given } from './crashes.js'
import { expectSame } from './expect.js'
import { a, b, history, setOf } from './migrations.js'
import { before, rows } from './races.js'

const alembic = { versionTable: 'alembic_version' } as const

/** What Alembic 1.8 and later send before their first revision, for a database that stands at `id` afterwards. */
const made = (id: string) => [
  'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))',
  `INSERT INTO alembic_version (version_num) VALUES ('${id}')`,
]

const versions = async ({ adapter }: Store, table: string): Promise<unknown> =>
  (await adapter.query(`SELECT version_num FROM ${table}`)).map((row) => row.version_num)

/** Version tables that are not called `limbeck_version`, or that somebody else has made. */
export const takeovers: readonly ConformanceCase[] = [
  {
    name: 'a version table of Alembic is taken over, moved in both directions, and handed back',
    async run(make) {
      const store = await make()
      const { adapter } = store
      const set = setOf(adapter.engine, history)
      await adapter.run([...a.up, ...made('a')])
      expectSame(await current(adapter, set, alembic), ['a'], 'where the store stands')
      const { steps } = await upgrade(adapter, set, 'head', alembic)
      expectSame(
        steps.map((step) => step.revision),
        ['b', 'c', 'd'],
        'the steps',
      )
      expectSame(await versions(store, 'alembic_version'), ['d'], 'the rows at head')
      await downgrade(adapter, set, 'b', alembic)
      expectSame(await versions(store, 'alembic_version'), ['b'], 'the rows after the downgrade')
      const ours = await adapter.query('SELECT count(*) AS n FROM limbeck_version').catch(() => 'none')
      expectSame(ours, 'none', 'a version table of our own')
    },
  },
  {
    name: 'every verb looks at the version table that it is given',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, history)
      await stamp(adapter, set, 'c', alembic)
      expectSame(await current(adapter, set, alembic), ['c'], 'current')
      expectSame((await check(adapter, set, alembic)).missing, ['d'], 'check')
      expectSame((await plan(adapter, set, 'head', alembic)).steps.length, 1, 'plan')
      expectSame((await list(adapter, set, 'current:', alembic)).length, 2, 'history')
      expectSame((await show(adapter, set, 'current', alembic))[0]?.revision, 'c', 'show')
      expectSame(await current(adapter, set), [], 'current, of our own table')
    },
  },
  {
    name: 'a version table may be called anything, and is made when it is not there',
    async run(make) {
      const store = await make()
      const options = { versionTable: 'Order by Select' }
      const set = setOf(store.adapter.engine, history)
      await upgrade(store.adapter, set, 'head', options)
      expectSame((await upgrade(store.adapter, set, 'head', options)).steps, [], 'the steps of a second upgrade')
      expectSame(await versions(store, '"Order by Select"'), ['d'], 'the rows')
    },
  },
  {
    name: 'two histories with version tables of their own live in one store',
    async run(make) {
      const store = await make()
      const { adapter } = store
      const other = setOf(adapter.engine, [{ id: 'x', up: ['CREATE TABLE x (n INTEGER)'] }])
      await upgrade(adapter, setOf(adapter.engine, history))
      await upgrade(adapter, other, 'head', { versionTable: 'other_version' })
      expectSame(await versions(store, 'limbeck_version'), ['d'], 'the rows of the one')
      expectSame(await versions(store, 'other_version'), ['x'], 'the rows of the other')
      await downgrade(adapter, other, 'base', { versionTable: 'other_version' })
      expectSame(await versions(store, 'limbeck_version'), ['d'], 'the rows of the one, after the other went')
    },
  },
  {
    name: 'a version table without NOT NULL and key guards as well as one with them',
    needs: ['connect'],
    async run(make) {
      const store = await make()
      const other = await given(store.connect)
      const set = setOf(store.adapter.engine, history)
      await store.adapter.run(['CREATE TABLE limbeck_version (version_num VARCHAR(32))', ...a.up, rows('a', 'come')])
      await upgrade(store.adapter, set, 'a')
      let moved = false
      const overtaken = before(store.adapter, async () => {
        if (!moved) await other.adapter.run([...b.up, rows('a', 'go'), rows('b', 'come')])
        moved = true
      })
      const { steps } = await upgrade(overtaken, set)
      expectSame(
        steps.map((step) => step.revision),
        ['c', 'd'],
        'what the run did',
      )
      expectSame(await versions(store, 'limbeck_version'), ['d'], 'the rows')
    },
  },
  {
    name: 'our tables may be in a schema',
    about: { sql: 'postgresql' },
    async run(make) {
      const store = await make()
      const { adapter } = store
      const set = setOf(adapter.engine, history)
      const options = { versionTableSchema: 'app' }
      await adapter.run(['CREATE SCHEMA app'])
      await upgrade(adapter, set, 'head', options)
      expectSame((await upgrade(adapter, set, 'head', options)).steps, [], 'the steps of a second upgrade')
      expectSame(await versions(store, 'app.limbeck_version'), ['d'], 'the rows')
      expectSame(await adapter.query('SELECT count(*) AS n FROM app.limbeck_journal'), [{ n: 4 }], 'the journal')
      await downgrade(adapter, set, 'base', { ...options, versionTable: 'limbeck_version' })
      expectSame(await current(adapter, set, options), [], 'where the store stands after the downgrade')
    },
  },
]
