import type { Adapter, TransactionalAdapter } from '../../src/adapter.js'
import type { ConformanceCase, Store } from './case.js'
import { expect, expectSame, rejection } from './expect.js'

/** The adapter of a store whose case is about transactions. */
export const transactional = ({ adapter }: { readonly adapter: Adapter }): TransactionalAdapter => {
  expect(adapter.atomic === 'transaction', 'the adapter has transactions, as its home says')
  return adapter
}

/** Whether a table is there. */
export const hasTable = (adapter: Adapter, table: string): Promise<boolean> =>
  adapter.query(`SELECT count(*) AS n FROM ${table}`).then(
    () => true,
    () => false,
  )

const about = { atomic: 'transaction' } as const
const table = 'CREATE TABLE t (n INTEGER)'

/** What `transaction` promises. */
export const transactions: readonly ConformanceCase[] = [
  {
    name: 'a transaction commits what its work wrote, and gives what the work gave',
    about,
    async run(make) {
      const adapter = transactional(await make())
      const given = await adapter.transaction(async (tx) => {
        await tx.run([table, 'INSERT INTO t VALUES (1)'])
        const rows = await tx.query('SELECT n FROM t')
        await tx.run(['INSERT INTO t VALUES (2)'])
        return rows
      })
      expectSame(given, [{ n: 1 }], 'what the work read of its own writes')
      expectSame(await adapter.query('SELECT n FROM t ORDER BY n'), [{ n: 1 }, { n: 2 }], 'the rows')
    },
  },
  {
    name: 'a transaction whose work rejects rolls back, tables too, and rejects with the same error',
    about,
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run([table, 'INSERT INTO t VALUES (1)'])
      const thrown = new Error('no')
      const error = await rejection(
        adapter.transaction(async (tx) => {
          await tx.run(['CREATE TABLE u (n INTEGER)', 'UPDATE t SET n = 9'])
          throw thrown
        }),
        'the transaction',
      )
      expect(error === thrown, 'the error is the one that the work threw')
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 1 }], 'the row')
      expect(!(await hasTable(adapter, 'u')), 'the table that it made is gone')
    },
  },
  {
    name: 'first runs in the transaction, before the work',
    about,
    async run(make) {
      const adapter = transactional(await make())
      const first = [table, 'INSERT INTO t VALUES (1)']
      const read = () => adapter.transaction((tx) => tx.query('SELECT n FROM t'), { first })
      expectSame(await read(), [{ n: 1 }], 'what the work reads')
      await rejection(read(), 'a second time, when the table is there')
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 1 }], 'the rows')
    },
  },
]

/** What `batch` promises. */
export const batches: readonly ConformanceCase[] = [
  {
    name: 'a batch is all or nothing, tables too',
    about: { atomic: 'batch' },
    async run(make) {
      const { adapter }: Store = await make()
      expect(adapter.atomic === 'batch', 'the adapter has batches, as its home says')
      await adapter.batch([table, 'INSERT INTO t VALUES (1)'])
      const statements = ['CREATE TABLE u (n INTEGER)', 'UPDATE t SET n = 9', 'INSERT INTO not_there VALUES (1)']
      await rejection(adapter.batch(statements), 'a batch with a statement that fails')
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 1 }], 'the row')
      expect(!(await hasTable(adapter, 'u')), 'the table that it made is gone')
    },
  },
]
