import type { Adapter, BatchAdapter, TransactionalAdapter } from '../../src/adapter.js'
import type { ConformanceCase, Store } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { sleep } from './sleep.js'
import { wordsOf } from './words.js'

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
  {
    name: 'a transaction whose first statements fail does not begin its work, and leaves nothing',
    about,
    async run(make) {
      const adapter = transactional(await make())
      let began = false
      const work = async () => {
        began = true
      }
      await rejection(
        adapter.transaction(work, { first: [table, 'INSERT INTO not_there VALUES (1)'] }),
        'the transaction',
      )
      expect(!began, 'the work has not begun')
      expect(!(await hasTable(adapter, 't')), 'the table is not there')
      await adapter.transaction((tx) => tx.run([table]))
      expect(await hasTable(adapter, 't'), 'the next transaction works')
    },
  },
  {
    name: 'a transaction in which a statement fails, and whose work passes that on, leaves nothing',
    about,
    async run(make) {
      const adapter = transactional(await make())
      const work = adapter.transaction((tx) => tx.run([table, 'INSERT INTO t VALUES (1)', 'SELEC 1']))
      await rejection(work, 'the transaction')
      expect(!(await hasTable(adapter, 't')), 'the table is not there')
    },
  },
  {
    name: 'a transaction whose work hides that a statement failed commits the rest or rejects: it never only says so',
    about,
    async run(make) {
      const adapter = transactional(await make())
      await adapter.run([table, 'CREATE TABLE u (n INTEGER PRIMARY KEY)', 'INSERT INTO u VALUES (1)'])
      const committed = await adapter
        .transaction(async (tx) => {
          await tx.run(['INSERT INTO t VALUES (1)'])
          await tx.run(['INSERT INTO u VALUES (1)']).catch(() => undefined)
        })
        .then(
          () => true,
          () => false,
        )
      expectSame(await adapter.query('SELECT n FROM t'), committed ? [{ n: 1 }] : [], 'the row from before it')
    },
  },
  {
    name: 'a transaction whose work throws what is no error rolls back, and rejects with that',
    about,
    async run(make) {
      const adapter = transactional(await make())
      const thrown = await adapter
        .transaction(async (tx) => {
          await tx.run([table])
          throw undefined
        })
        .then(
          () => 'nothing',
          (error) => error,
        )
      expectSame(thrown, undefined, 'what it rejects with')
      expect(!(await hasTable(adapter, 't')), 'the table is not there')
    },
  },
  {
    name: 'a query that fails in a transaction rejects there, with the words of the database',
    about,
    async run(make) {
      const adapter = transactional(await make())
      const error = await rejection(
        adapter.transaction((tx) => tx.query('SELECT * FROM not_there')),
        'the transaction',
      )
      expect(error.message.includes('not_there'), `it says which table: ${error.message}`)
      expectSame(await adapter.query('SELECT 1 AS one'), [{ one: 1 }], 'the next query')
    },
  },
  {
    name: 'parameters and plain statements of a transaction run in their order',
    about,
    async run(make) {
      const adapter = transactional(await make())
      const set = `UPDATE t SET n = n * 10 + ${wordsOf(adapter.engine).placeholder(1)}`
      await adapter.transaction((tx) =>
        tx.run([table, 'INSERT INTO t VALUES (1)', [set, 2], 'UPDATE t SET n = n * 10 + 3', [set, 4], [set, 5]]),
      )
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 12345 }], 'the row')
    },
  },
  {
    name: 'other connections see nothing of a transaction before it commits',
    about,
    needs: ['connect'],
    async run(make) {
      const store = await make()
      const adapter = transactional(store)
      await adapter.run([table])
      const other = await (store.connect as NonNullable<Store['connect']>)()
      const seen = await adapter.transaction(async (tx) => {
        await tx.run(['INSERT INTO t VALUES (1)'])
        // It may also have to wait until the transaction ends, or be told that the database is locked.
        const answer = other.adapter.query('SELECT n FROM t').catch(() => [])
        return Promise.race([answer, sleep(300)])
      })
      expectSame(seen ?? [], [], 'what the other one saw')
      expectSame(await other.adapter.query('SELECT n FROM t'), [{ n: 1 }], 'what it sees now')
    },
  },
]

const batching = ({ adapter }: Store): BatchAdapter => {
  expect(adapter.atomic === 'batch', 'the adapter has batches, as its home says')
  return adapter
}

/** What `batch` promises. */
export const batches: readonly ConformanceCase[] = [
  {
    name: 'a batch is all or nothing, tables too',
    about: { atomic: 'batch' },
    async run(make) {
      const adapter = batching(await make())
      await adapter.batch([table, 'INSERT INTO t VALUES (1)'])
      const statements = ['CREATE TABLE u (n INTEGER)', 'UPDATE t SET n = 9', 'INSERT INTO not_there VALUES (1)']
      await rejection(adapter.batch(statements), 'a batch with a statement that fails')
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 1 }], 'the row')
      expect(!(await hasTable(adapter, 'u')), 'the table that it made is gone')
    },
  },
  {
    name: 'a batch takes parameters, and runs in order',
    about: { atomic: 'batch' },
    async run(make) {
      const adapter = batching(await make())
      await adapter.batch([
        table,
        ['INSERT INTO t VALUES (?)', 1],
        'UPDATE t SET n = n + 1',
        ['UPDATE t SET n = n * ?', 10],
      ])
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 20 }], 'the row')
    },
  },
  {
    name: 'a batch that breaks a constraint at its end leaves nothing, and the next one works',
    about: { atomic: 'batch' },
    async run(make) {
      const adapter = batching(await make())
      const key = 'CREATE TABLE t (n INTEGER PRIMARY KEY)'
      const error = await rejection(
        adapter.batch([key, 'INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (1)']),
        'the batch',
      )
      expect(/UNIQUE/.test(error.message), `it has the words of the database: ${error.message}`)
      await adapter.batch([key, 'INSERT INTO t VALUES (2)'])
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 2 }], 'the row')
    },
  },
]
