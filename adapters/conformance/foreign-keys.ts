import type { Adapter } from '../../src/adapter.js'
import type { ConformanceCase } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { transactional } from './transactions.js'

const about = { atomic: 'transaction', sql: 'sqlite' } as const

const family = [
  'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
  'CREATE TABLE child (parent INTEGER REFERENCES parent (id) ON DELETE CASCADE)',
  'INSERT INTO parent VALUES (1)',
  'INSERT INTO child VALUES (1)',
]
const orphan = 'INSERT INTO child VALUES (99)'

const enforced = async (adapter: Adapter): Promise<unknown> =>
  (await adapter.query('PRAGMA foreign_keys'))[0]?.foreign_keys

/** What SQLite's transactions with `foreignKeys: 'off'` promise: the costliest mistake of a rebuild is to lose children. */
export const foreignKeys: readonly ConformanceCase[] = [
  {
    name: 'foreign keys that are enforced are not while a transaction asks for that, and are again after it',
    about,
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run(['PRAGMA foreign_keys = 1', ...family])
      await adapter.transaction((tx) => tx.run(['DELETE FROM parent']), { foreignKeys: 'off' })
      expectSame(await adapter.query('SELECT parent FROM child'), [{ parent: 1 }], 'the child of the parent that went')
      expectSame(await enforced(adapter), 1, 'whether they are enforced after it')
      await rejection(adapter.run([orphan]), 'a child without a parent')
    },
  },
  {
    name: 'foreign keys are enforced again after a transaction without them that failed',
    about,
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run(['PRAGMA foreign_keys = 1', ...family])
      const work = adapter.transaction((tx) => tx.run([orphan, 'SELEC 1']), { foreignKeys: 'off' })
      await rejection(work, 'the transaction')
      const first = adapter.transaction(async () => undefined, { foreignKeys: 'off', first: ['SELEC 1'] })
      await rejection(first, 'one whose first statement fails')
      expectSame(await enforced(adapter), 1, 'whether they are enforced after it')
      expectSame(await adapter.query('SELECT parent FROM child'), [{ parent: 1 }], 'the children')
    },
  },
  {
    name: 'foreign keys that were not enforced stay so after a transaction without them',
    about,
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run(['PRAGMA foreign_keys = 0', ...family])
      await adapter.transaction((tx) => tx.run([orphan]), { foreignKeys: 'off' })
      expectSame(await enforced(adapter), 0, 'whether they are enforced after it')
    },
  },
  {
    name: 'foreign keys that are enforced stay so in a transaction that does not ask',
    about,
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run(['PRAGMA foreign_keys = 1', ...family])
      await rejection(
        adapter.transaction((tx) => tx.run([orphan])),
        'a child without a parent',
      )
      await adapter.transaction((tx) => tx.run(['DELETE FROM parent']))
      expectSame(await adapter.query('SELECT parent FROM child'), [], 'the children, which went with their parent')
    },
  },
  {
    name: "foreign keys are as they were found in the caller's transaction",
    about,
    needs: ['external'],
    async run(make) {
      const store = await make()
      expect(store.external, 'the store has what the case needs')
      await store.adapter.run(['PRAGMA foreign_keys = 1', ...family])
      await store.external(async (adapter) => {
        const before = await enforced(adapter)
        const seen = await transactional({ adapter }).transaction((tx) => tx.query('PRAGMA foreign_keys'), {
          foreignKeys: 'off',
        })
        expectSame(seen, [{ foreign_keys: before }], 'whether they are enforced in it')
      })
    },
  },
]
