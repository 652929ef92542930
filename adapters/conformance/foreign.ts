import { DatabaseAheadError, stamp, upgrade } from '../../src/index.js'
import type { ConformanceCase } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { history, setOf } from './migrations.js'
import { hasTable } from './transactions.js'

const older = history.slice(0, 2)

/** What others left in the store: a newer release, or somebody with tables named like ours. */
export const foreign: readonly ConformanceCase[] = [
  {
    name: 'a database that a newer release wrote is refused, and not touched',
    async run(make) {
      const { adapter } = await make()
      await upgrade(adapter, setOf(adapter.engine, history))
      const journal = await adapter.query('SELECT * FROM limbeck_journal ORDER BY id')
      const error = await rejection(upgrade(adapter, setOf(adapter.engine, older)), 'the upgrade of the older release')
      expect(error instanceof DatabaseAheadError, `it is a DatabaseAheadError: ${error}`)
      expectSame(error.revisions, ['d'], 'the revisions that it does not know')
      expectSame(await adapter.query('SELECT version_num FROM limbeck_version'), [{ version_num: 'd' }], 'the rows')
      expectSame(await adapter.query('SELECT * FROM limbeck_journal ORDER BY id'), journal, 'the journal')
    },
  },
  {
    name: 'a database that a newer release wrote may be left as it is',
    async run(make) {
      const { adapter } = await make()
      await upgrade(adapter, setOf(adapter.engine, history))
      const set = setOf(adapter.engine, older)
      expectSame((await upgrade(adapter, set, 'head', { onAhead: 'ignore' })).steps, [], 'the steps')
    },
  },
  {
    name: 'a stamp with purge forgets rows that nobody knows',
    async run(make) {
      const { adapter } = await make()
      await upgrade(adapter, setOf(adapter.engine, history))
      const set = setOf(adapter.engine, older)
      expectSame((await stamp(adapter, set, 'a', { purge: true })).to, ['a'], 'the rows')
    },
  },
  {
    name: "somebody else's table by the name of our version table is an error, and stays as it is",
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE limbeck_version (still TEXT)', "INSERT INTO limbeck_version VALUES ('copper')"])
      const error = await rejection(upgrade(adapter, setOf(adapter.engine, history)), 'the upgrade')
      expect(/version_num/.test(error.message), `it says what is missing: ${error.message}`)
      expectSame(await adapter.query('SELECT still FROM limbeck_version'), [{ still: 'copper' }], 'the row')
      expect(!(await hasTable(adapter, 'a_made')), 'no revision has run')
    },
  },
  {
    name: "somebody else's table by the name of our journal is an error, and nothing has run",
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE limbeck_journal (day TEXT)', "INSERT INTO limbeck_journal VALUES ('Monday')"])
      await rejection(upgrade(adapter, setOf(adapter.engine, history)), 'the upgrade')
      expectSame(await adapter.query('SELECT day FROM limbeck_journal'), [{ day: 'Monday' }], 'the row')
      for (const table of ['a_made', 'limbeck_version']) {
        expect(!(await hasTable(adapter, table)), `${table} is not there`)
      }
    },
  },
  {
    name: 'a view by the name of our version table that cannot be read is an error, not a new store',
    async run(make) {
      const { adapter } = await make()
      await adapter.run([
        'CREATE TABLE shelf (version_num TEXT)',
        'CREATE VIEW limbeck_version AS SELECT 1 / (count(*) - count(*)) AS version_num FROM shelf',
      ])
      await upgrade(adapter, setOf(adapter.engine, history)).catch(() => undefined)
      expect(!(await hasTable(adapter, 'a_made')), 'no revision has run')
    },
  },
  {
    name: 'rows that differ in case, or look like SQL, are other rows',
    async run(make) {
      const { adapter } = await make()
      const id = "o'brien\\"
      const set = setOf(adapter.engine, [{ id, up: ['CREATE TABLE o (n INTEGER)'] }])
      await upgrade(adapter, set)
      expectSame(await adapter.query('SELECT version_num FROM limbeck_version'), [{ version_num: id }], 'the row')
      expectSame((await upgrade(adapter, set)).steps, [], 'the steps of a second upgrade')
      const other = setOf(adapter.engine, [{ id: id.toUpperCase() }])
      expectSame((await rejection(upgrade(adapter, other), 'an id in capitals')).code, 'database-ahead', 'its code')
    },
  },
]
