import { StatementError } from '../../src/errors.js'
import type { ConformanceCase } from './case.js'
import { expect, expectSame, rejection } from './expect.js'

/** What `query` and `run` promise. */
export const queries: readonly ConformanceCase[] = [
  {
    name: 'query gives rows by column name, in the order of the database',
    async run(make) {
      const { adapter } = await make()
      const sql = 'SELECT 1 AS one, NULL AS empty UNION ALL SELECT 2, NULL ORDER BY 1'
      expectSame(
        await adapter.query(sql),
        [
          { one: 1, empty: null },
          { one: 2, empty: null },
        ],
        'the rows',
      )
      expectSame(await adapter.query('SELECT 1 AS one WHERE 1 = 0'), [], 'no rows')
    },
  },
  {
    name: 'query rejects with the words of the database, and the connection lives on',
    async run(make) {
      const { adapter } = await make()
      const error = await rejection(adapter.query('SELECT * FROM not_there'), 'a query of a missing table')
      expect(error.message.includes('not_there'), `the error says which table: ${error.message}`)
      expectSame(await adapter.query('SELECT 1 AS one'), [{ one: 1 }], 'the next query')
    },
  },
  {
    name: 'run runs statements in order',
    async run(make) {
      const { adapter } = await make()
      await adapter.run([])
      await adapter.run(['CREATE TABLE t (n INTEGER)', 'INSERT INTO t VALUES (1)', 'UPDATE t SET n = n + 1'])
      expectSame(await adapter.query('SELECT n FROM t'), [{ n: 2 }], 'the row')
    },
  },
  {
    name: 'run says which statement failed, where it says so at all, and runs none after it',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE t (n INTEGER)'])
      const statements = ['INSERT INTO t VALUES (1)', 'INSERT INTO not_there VALUES (2)', 'INSERT INTO t VALUES (3)']
      const error = await rejection(adapter.run(statements), 'a list with a statement that fails')
      if (error instanceof StatementError) {
        expectSame([error.index, error.sql], [1, statements[1]], 'the index and the SQL')
        expect(error.cause instanceof Error, "the cause is the driver's error")
      }
      expect(error.message.includes('not_there'), `the error has the words of the database: ${error.message}`)
      expectSame(await adapter.query('SELECT n FROM t WHERE n = 3'), [], 'the statement after it')
    },
  },
]
