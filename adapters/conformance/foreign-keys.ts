import type { ConformanceCase } from './case.js'
import { expectSame, rejection } from './expect.js'
import { transactional } from './transactions.js'

const family = [
  'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
  'CREATE TABLE child (parent INTEGER REFERENCES parent (id) ON DELETE CASCADE)',
  'INSERT INTO parent VALUES (1)',
  'INSERT INTO child VALUES (1)',
]

/** A rebuild goes by whether SQLite enforces foreign keys: a run leaves that as the connection has it. */
export const foreignKeys: readonly ConformanceCase[] = [
  {
    name: 'foreign keys that are enforced stay so in a transaction',
    about: { atomic: 'transaction', sql: 'sqlite' },
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run(['PRAGMA foreign_keys = 1', ...family])
      await rejection(
        adapter.transaction((tx) => tx.run(['INSERT INTO child VALUES (99)'])),
        'a child without a parent',
      )
      await adapter.transaction((tx) => tx.run(['DELETE FROM parent']))
      expectSame(await adapter.query('SELECT parent FROM child'), [], 'the children, which went with their parent')
      expectSame(
        await adapter.query('PRAGMA foreign_keys'),
        [{ foreign_keys: 1 }],
        'whether they are enforced after it',
      )
    },
  },
]
