import { check, current, downgrade, MigrationFailedError, stamp, upgrade } from '../../src/index.js'
import type { ConformanceCase } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { a, b, c, d, history, setOf, type Written } from './migrations.js'
import { hasTable } from './transactions.js'
import { placeholders } from './words.js'

const broken = 'INSERT INTO not_there VALUES (1)'

/** What a run through the adapter does, and what it leaves where it fails. */
export const upgrades: readonly ConformanceCase[] = [
  {
    name: 'an upgrade goes from nothing to head, and a downgrade back to nothing',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, history)
      expectSame(await current(adapter, set), [], 'where a new store stands')
      const { steps, to } = await upgrade(adapter, set)
      expectSame([steps.map((step) => step.revision), to], [['a', 'b', 'c', 'd'], ['d']], 'the steps')
      expectSame(await adapter.query('SELECT n FROM c_made'), [{ n: 1 }], 'the row of c')
      expectSame((await upgrade(adapter, set)).steps, [], 'the steps of a second upgrade')
      expectSame((await downgrade(adapter, set, 'base')).to, [], 'the rows after the downgrade')
      expect(!(await hasTable(adapter, 'a_made')), 'the tables are gone')
      expectSame(await current(adapter, set), [], 'where the store stands at last')
    },
  },
  {
    name: 'an upgrade in several runs comes to the same as one',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, history)
      for (const target of ['a', 'c', 'head']) await upgrade(adapter, set, target)
      expectSame((await check(adapter, set)).atHead, true, 'whether it is at head')
      const journal = await adapter.query('SELECT revision, direction FROM limbeck_journal ORDER BY id')
      const told = ['a', 'b', 'c', 'd'].map((revision) => ({ revision, direction: 'upgrade' }))
      expectSame(journal, told, 'the journal')
    },
  },
  {
    name: 'branches have a row each, and a merge has one',
    async run(make) {
      const { adapter } = await make()
      const branches = [a, { ...b, down: 'a' }, { ...c, down: 'a' }]
      const to = (await upgrade(adapter, setOf(adapter.engine, branches), 'heads')).to
      expectSame([...to].sort(), ['b', 'c'], 'the rows of two branches')
      const merged = setOf(adapter.engine, [...branches, { id: 'm', down: ['b', 'c'] }])
      expectSame((await upgrade(adapter, merged)).to, ['m'], 'the rows of the merge')
      expectSame(await adapter.query('SELECT version_num FROM limbeck_version'), [{ version_num: 'm' }], 'the table')
    },
  },
  {
    name: 'an upgrade that fails in the middle leaves the store as it was, and the next one works',
    async run(make) {
      const { adapter } = await make()
      await upgrade(adapter, setOf(adapter.engine, history), 'a')
      const set = setOf(adapter.engine, [a, b, { ...c, up: [...c.up, broken] }, d])
      const error = await rejection(upgrade(adapter, set), 'the upgrade')
      expectSame(error.code, 'migration-failed', 'its code')
      expect(error.message.includes('not_there'), `it has the words of the database: ${error.message}`)
      expectSame(await current(adapter, set), ['a'], 'where the store stands')
      expect(!(await hasTable(adapter, 'b_made')), 'the table of b is not there')
      expectSame((await upgrade(adapter, setOf(adapter.engine, history))).to, ['d'], 'where the next upgrade comes to')
    },
  },
  {
    name: 'a first upgrade that fails leaves nothing at all, not even our own tables',
    async run(make) {
      const { adapter } = await make()
      const error = await rejection(
        upgrade(adapter, setOf(adapter.engine, [{ ...a, up: [...a.up, broken] }])),
        'the upgrade',
      )
      expectSame(error.code, 'migration-failed', 'its code')
      for (const table of ['a_made', 'limbeck_version', 'limbeck_journal']) {
        expect(!(await hasTable(adapter, table)), `${table} is not there`)
      }
    },
  },
  {
    name: 'a failure says which revision and which statement it was, and where the store stands',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, [a, b, { ...c, up: [...c.up, broken, 'SELECT 1'] }, d])
      await upgrade(adapter, set, 'a')
      const error = await rejection(upgrade(adapter, set), 'the upgrade')
      expect(error instanceof MigrationFailedError, `it is a MigrationFailedError: ${error}`)
      const { revision, direction, statement, position, rows, applied } = error
      const told = { revision, direction, statement, position, rows, applied }
      const expected = { revision: 'c', direction: 'upgrade', statement: broken, position: 3, rows: ['a'], applied: [] }
      expectSame(told, expected, 'its fields')
    },
  },
  {
    name: 'a syntax error is told with its revision and statement too',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, [a, { ...b, up: [...b.up, 'SELEC 1', 'SELECT 2'] }, c])
      const error = await rejection(upgrade(adapter, set), 'the upgrade')
      expect(error instanceof MigrationFailedError, `it is a MigrationFailedError: ${error}`)
      expectSame([error.revision, error.statement, error.position], ['b', 'SELEC 1', 3], 'its fields')
    },
  },
  {
    name: 'a broken constraint in a statement with parameters is told with its revision and statement',
    async run(make) {
      const { adapter } = await make()
      const insert = `INSERT INTO k VALUES (${placeholders(adapter.engine, 1)})`
      const up = [
        'CREATE TABLE k (n INTEGER PRIMARY KEY)',
        [insert, 1],
        'INSERT INTO k VALUES (2)',
        [insert, 2],
      ] as const
      const error = await rejection(upgrade(adapter, setOf(adapter.engine, [a, { id: 'k', up }])), 'the upgrade')
      expect(error instanceof MigrationFailedError, `it is a MigrationFailedError: ${error}`)
      expectSame([error.revision, error.statement, error.position], ['k', insert, 4], 'its fields')
      expect(!(await hasTable(adapter, 'k')), 'the table is not there')
    },
  },
  {
    name: 'a downgrade that fails leaves the store as it was',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, [{ ...a, back: [broken] }, b, c])
      await upgrade(adapter, set)
      const error = await rejection(downgrade(adapter, set, 'base'), 'the downgrade')
      expectSame(error.code, 'migration-failed', 'its code')
      expectSame(await current(adapter, set), ['c'], 'where the store stands')
      expectSame(await adapter.query('SELECT n FROM c_made'), [{ n: 1 }], 'the row of c')
    },
  },
  {
    name: 'an upgrade over tables that were made without it fails, keeps them, and hints at stamp',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE a_made (n INTEGER)', 'INSERT INTO a_made VALUES (42)'])
      const set = setOf(adapter.engine, history)
      const error = await rejection(upgrade(adapter, set), 'the upgrade')
      expect(/stamp/i.test(error.message), `it hints at stamp: ${error.message}`)
      expectSame(await adapter.query('SELECT n FROM a_made'), [{ n: 42 }], 'the row that was there')
      await stamp(adapter, set, 'a')
      expectSame((await upgrade(adapter, set)).to, ['d'], 'where the upgrade comes to after the stamp')
    },
  },
  {
    name: 'a program reads what it wrote, and what the revisions before it did',
    about: { atomic: 'transaction' },
    async run(make) {
      const { adapter } = await make()
      const seen: unknown[] = []
      const program: NonNullable<Written['program']> = async (op) => {
        seen.push(await op.query('SELECT n FROM a_made'))
        seen.push(await op.query('SELECT version_num FROM limbeck_version'))
        op.execute('INSERT INTO a_made VALUES (2)')
        seen.push(await op.query('SELECT n FROM a_made ORDER BY n'))
      }
      await upgrade(adapter, setOf(adapter.engine, [a, { id: 'p', program }, c]))
      expectSame(seen, [[{ n: 1 }], [{ version_num: 'a' }], [{ n: 1 }, { n: 2 }]], 'what it read')
    },
  },
  {
    name: 'a program that fails takes the revisions before it back with it',
    about: { atomic: 'transaction' },
    async run(make) {
      const { adapter } = await make()
      const program: NonNullable<Written['program']> = async (op) => {
        op.execute('INSERT INTO a_made VALUES (2)')
        await op.query('SELECT * FROM not_there')
      }
      const set = setOf(adapter.engine, [a, { id: 'p', program }, c])
      const error = await rejection(upgrade(adapter, set), 'the upgrade')
      expect(error instanceof MigrationFailedError, `it is a MigrationFailedError: ${error}`)
      expectSame([error.revision, error.statement, error.rows], ['p', 'SELECT * FROM not_there', []], 'its fields')
      expect(!(await hasTable(adapter, 'a_made')), 'the table of a is not there')
    },
  },
  {
    name: 'a program that would read what is not written yet is refused',
    about: { atomic: 'batch' },
    async run(make) {
      const { adapter } = await make()
      const program: NonNullable<Written['program']> = async (op) => {
        op.execute('INSERT INTO a_made VALUES (2)')
        await op.query('SELECT n FROM a_made')
      }
      const set = setOf(adapter.engine, [a, { id: 'p', program }, c])
      const error = await rejection(upgrade(adapter, set), 'the upgrade')
      expect(String(error.message).includes('cannot read after it wrote'), `it says so: ${error.message}`)
      expectSame(await adapter.query('SELECT n FROM a_made'), [{ n: 1 }], 'the row of a, as of the last safe point')
    },
  },
  {
    name: 'two upgrades through one adapter at the same time are one',
    async run(make) {
      const { adapter } = await make()
      const set = setOf(adapter.engine, history)
      const [one, two] = await Promise.all([upgrade(adapter, set), upgrade(adapter, set)])
      expect(one === two, 'both have the same result')
      expectSame(await adapter.query('SELECT count(*) AS n FROM limbeck_journal'), [{ n: 4 }], 'the journal')
    },
  },
]
