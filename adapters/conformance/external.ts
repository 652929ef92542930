import type { Adapter } from '../../src/adapter.js'
import { current, upgrade } from '../../src/index.js'
import type { ConformanceCase, Store } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { a, history, setOf } from './migrations.js'
import { hasTable } from './transactions.js'

const about = { atomic: 'transaction' } as const
const needs = ['external'] as const

const external = <T>(store: Store, work: (adapter: Adapter) => Promise<T>): Promise<T> => {
  expect(store.external, 'the store has what the case needs')
  return store.external(work)
}

/** What a run in the caller's transaction does to it. */
export const externals: readonly ConformanceCase[] = [
  {
    name: "an upgrade in the caller's transaction commits with it",
    about,
    needs,
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      await external(store, async (adapter) => {
        expectSame(adapter.external, true, 'what the adapter says of itself')
        await adapter.run(['CREATE TABLE mine (n INTEGER)'])
        expectSame((await upgrade(adapter, set)).to, ['d'], 'the rows in the transaction')
      })
      expectSame((await upgrade(store.adapter, set)).steps, [], 'the steps of an upgrade after it')
      expect(await hasTable(store.adapter, 'mine'), "the caller's own table is there")
    },
  },
  {
    name: "an upgrade in the caller's transaction is undone with it, our own tables too",
    about,
    needs,
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      const work = external(store, async (adapter) => {
        expectSame((await upgrade(adapter, set)).to, ['d'], 'the rows in the transaction')
        throw new Error('the caller rolls back')
      })
      expectSame((await rejection(work, 'the transaction')).message, 'the caller rolls back', 'its error')
      for (const table of ['a_made', 'limbeck_version', 'limbeck_journal']) {
        expect(!(await hasTable(store.adapter, table)), `${table} is not there`)
      }
    },
  },
  {
    name: "an upgrade that fails in the caller's transaction leaves what the caller did, and the transaction alive",
    about,
    needs,
    async run(make) {
      const store = await make()
      const { engine } = store.adapter
      const broken = setOf(engine, [a, { id: 'x', up: ['INSERT INTO not_there VALUES (1)'] }])
      await external(store, async (adapter) => {
        await adapter.run(['CREATE TABLE mine (n INTEGER)', 'INSERT INTO mine VALUES (1)'])
        expectSame((await rejection(upgrade(adapter, broken), 'the upgrade')).code, 'migration-failed', 'its code')
        await adapter.run(['INSERT INTO mine VALUES (2)'])
      })
      expectSame(await store.adapter.query('SELECT n FROM mine ORDER BY n'), [{ n: 1 }, { n: 2 }], "the caller's rows")
      expect(!(await hasTable(store.adapter, 'a_made')), 'the table of a is not there')
    },
  },
  {
    name: "asking where a new store stands does not end the caller's transaction",
    about,
    needs,
    async run(make) {
      const store = await make()
      await external(store, async (adapter) => {
        expectSame(await current(adapter, setOf(adapter.engine, history)), [], 'where the store stands')
        await adapter.run(['CREATE TABLE mine (n INTEGER)'])
        await rejection(adapter.run(['SELEC 1']), 'a statement that fails')
        await adapter.run(['INSERT INTO mine VALUES (1)'])
      })
      expectSame(await store.adapter.query('SELECT n FROM mine'), [{ n: 1 }], "the caller's row")
    },
  },
]
