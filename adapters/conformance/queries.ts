import { StatementError } from '../../src/errors.js'
import type { ConformanceCase } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { placeholders, wordsOf } from './words.js'

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
  {
    name: "query and run take parameters in the engine's placeholders",
    async run(make) {
      const { adapter } = await make()
      const two = placeholders(adapter.engine, 2)
      const one = placeholders(adapter.engine, 1)
      await adapter.run([
        'CREATE TABLE t (n INTEGER, name TEXT)',
        [`INSERT INTO t VALUES (${two})`, 1, "it's"],
        "INSERT INTO t VALUES (2, 'two')",
        [`INSERT INTO t VALUES (${two})`, 3, '?'],
      ])
      expectSame(
        await adapter.query(`SELECT n FROM t WHERE name = ${one}`, ["it's"]),
        [{ n: 1 }],
        'the row by its name',
      )
      expectSame(await adapter.query('SELECT name FROM t WHERE n = 3'), [{ name: '?' }], 'a text like a placeholder')
    },
  },
  {
    name: 'run says which statement failed among those with parameters, where it says so at all',
    async run(make) {
      const { adapter } = await make()
      const insert = `INSERT INTO t VALUES (${placeholders(adapter.engine, 1)})`
      await adapter.run(['CREATE TABLE t (n INTEGER PRIMARY KEY)'])
      const error = await rejection(
        adapter.run([[insert, 1], 'INSERT INTO t VALUES (2)', 'INSERT INTO t VALUES (3)', [insert, 2], [insert, 4]]),
        'a list with a key that is there',
      )
      if (error instanceof StatementError) expectSame([error.index, error.sql], [3, insert], 'the index and the SQL')
      expectSame(await adapter.query('SELECT n FROM t WHERE n = 4'), [], 'the statement after it')
    },
  },
  {
    name: 'the connection lives on after a syntax error, a missing table and a broken constraint',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE t (n INTEGER PRIMARY KEY)', 'INSERT INTO t VALUES (1)'])
      for (const sql of ['SELEC 1', 'INSERT INTO not_there VALUES (1)', 'INSERT INTO t VALUES (1)']) {
        await rejection(adapter.run([sql]), sql)
        await rejection(adapter.query(sql), sql)
      }
      await adapter.run(['INSERT INTO t VALUES (2)'])
      expectSame(await adapter.query('SELECT n FROM t ORDER BY n'), [{ n: 1 }, { n: 2 }], 'the rows')
    },
  },
  {
    name: 'of two statements in one string both run, or none: never the first alone',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE t (n INTEGER)'])
      const ran = await adapter.run(['INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)']).then(
        () => true,
        () => false,
      )
      const rows = await adapter.query('SELECT n FROM t ORDER BY n')
      expectSame(rows, ran ? [{ n: 1 }, { n: 2 }] : [], ran ? 'the rows of both' : 'the rows after it was refused')
    },
  },
  {
    name: 'statements may end in a comment, and have line breaks, semicolons and quotes in their texts',
    async run(make) {
      const { adapter } = await make()
      await adapter.run([
        'CREATE TABLE t (\n  n INTEGER, -- the number; it counts\n  name TEXT /* its name; */\n)',
        "INSERT INTO t VALUES (1, 'a;b''c\n--d') -- the first; of two",
        "INSERT INTO t VALUES (2, '$$ \\ \"')",
      ])
      const rows = await adapter.query('SELECT name FROM t ORDER BY n -- as they came')
      expectSame(rows, [{ name: "a;b'c\n--d" }, { name: '$$ \\ "' }], 'the texts')
    },
  },
  {
    name: 'queries that are asked at the same time each get their own answer',
    async run(make) {
      const { adapter } = await make()
      const numbers = Array.from({ length: 20 }, (_, n) => n)
      const answers = await Promise.all(numbers.map((n) => adapter.query(`SELECT ${n} AS n`)))
      expectSame(
        answers,
        numbers.map((n) => [{ n }]),
        'the answers',
      )
    },
  },
  {
    name: 'a query gives all of five thousand rows',
    async run(make) {
      const { adapter } = await make()
      const rows = await adapter.query(wordsOf(adapter.engine).count(5000))
      expectSame([rows.length, rows[0], rows[4999]], [5000, { n: 1 }, { n: 5000 }], 'how many, the first and the last')
    },
  },
]
