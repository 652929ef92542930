import { current, downgrade, upgrade } from '../../src/index.js'
import type { ConformanceCase } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { a, b, c, d, history, setOf } from './migrations.js'
import { hasTable } from './transactions.js'

/** What a run through the adapter does. */
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
    name: 'an upgrade that fails in the middle leaves the store as it was, and the next one works',
    async run(make) {
      const { adapter } = await make()
      await upgrade(adapter, setOf(adapter.engine, history), 'a')
      const broken = setOf(adapter.engine, [a, b, { ...c, up: [...c.up, 'INSERT INTO not_there VALUES (1)'] }, d])
      const error = await rejection(upgrade(adapter, broken), 'the upgrade')
      expectSame(error.code, 'migration-failed', 'its code')
      expect(error.message.includes('not_there'), `it has the words of the database: ${error.message}`)
      expectSame(await current(adapter, broken), ['a'], 'where the store stands')
      expect(!(await hasTable(adapter, 'b_made')), 'the table of b is not there')
      expectSame((await upgrade(adapter, setOf(adapter.engine, history))).to, ['d'], 'where the next upgrade comes to')
    },
  },
]
