import { upgrade } from '../../src/index.js'
import type { ConformanceCase } from './case.js'
import { expectSame, rejection } from './expect.js'
import { setOf } from './migrations.js'
import { placeholders, wordsOf } from './words.js'

const number = 'CREATE TABLE t (n INTEGER)'

/** What comes near an engine's limits goes through; what goes beyond is refused, and nothing is lost by it. */
export const limits: readonly ConformanceCase[] = [
  {
    name: 'a statement of 90 kB goes through',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE t (v TEXT)', `INSERT INTO t VALUES ('${'x'.repeat(90_000)}')`])
      expectSame(await adapter.query('SELECT length(v) AS n FROM t'), [{ n: 90_000 }], 'its length')
    },
  },
  {
    name: 'a statement of 2 MB goes through, or is refused with nothing written',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE t (v TEXT)'])
      const ran = await adapter.run([`INSERT INTO t VALUES ('${'x'.repeat(2_000_000)}')`]).then(
        () => 1,
        () => 0,
      )
      expectSame(await adapter.query('SELECT count(*) AS n FROM t'), [{ n: ran }], 'the rows')
    },
  },
  {
    name: 'a hundred parameters go through',
    async run(make) {
      const { adapter } = await make()
      const given = Array.from({ length: 100 }, (_, n) => `${n}`)
      const rows = given.map((_, at) => `(${wordsOf(adapter.engine).placeholder(at + 1)})`).join(', ')
      await adapter.run(['CREATE TABLE t (v TEXT)', [`INSERT INTO t VALUES ${rows}`, ...given]])
      expectSame(await adapter.query('SELECT count(DISTINCT v) AS n FROM t'), [{ n: 100 }], 'the rows')
    },
  },
  {
    name: 'seventy thousand parameters are refused, and the connection lives on',
    async run(make) {
      const { adapter } = await make()
      await adapter.run([number])
      const many = Array.from({ length: 70_000 }, () => 1)
      const sql = `SELECT count(*) AS n FROM t WHERE n IN (${placeholders(adapter.engine, many.length)})`
      await rejection(adapter.query(sql, many), 'the query')
      expectSame(await adapter.query('SELECT count(*) AS n FROM t'), [{ n: 0 }], 'the next query')
    },
  },
  {
    name: 'too few parameters are refused, or are NULL',
    async run(make) {
      const { adapter } = await make()
      await adapter.run(['CREATE TABLE t (a TEXT, b TEXT)'])
      const insert = [`INSERT INTO t VALUES (${placeholders(adapter.engine, 2)})`, 'one'] as const
      const ran = await adapter.run([insert]).then(
        () => true,
        () => false,
      )
      expectSame(await adapter.query('SELECT a, b FROM t'), ran ? [{ a: 'one', b: null }] : [], 'the rows')
    },
  },
  {
    name: 'a revision of a thousand statements goes through',
    async run(make) {
      const { adapter } = await make()
      const up = Array.from({ length: 1000 }, (_, n) => `INSERT INTO t VALUES (${n})`)
      await upgrade(adapter, setOf(adapter.engine, [{ id: 'many', up: [number, ...up] }]))
      expectSame(await adapter.query('SELECT count(*) AS n FROM t'), [{ n: 1000 }], 'the rows')
    },
  },
  {
    name: 'a hundred revisions go through in one run, each in the journal once',
    async run(make) {
      const { adapter } = await make()
      const revisions = Array.from({ length: 100 }, (_, n) => ({ id: `r${n}`, up: [`INSERT INTO t VALUES (${n})`] }))
      const set = setOf(adapter.engine, [{ id: 'table', up: [number] }, ...revisions])
      expectSame((await upgrade(adapter, set)).steps.length, 101, 'the steps')
      expectSame(await adapter.query('SELECT count(*) AS n FROM t'), [{ n: 100 }], 'the rows')
      const journal = 'SELECT count(*) AS n, count(DISTINCT revision) AS ids FROM limbeck_journal'
      expectSame(await adapter.query(journal), [{ n: 101, ids: 101 }], 'the journal')
    },
  },
]
