import type { Adapter } from '../../src/adapter.js'
import { current, upgrade } from '../../src/index.js'
import type { ConformanceCase, Store } from './case.js'
import { expect, expectSame, rejection } from './expect.js'
import { history, setOf } from './migrations.js'
import { sleep } from './sleep.js'
import { hasTable, transactional } from './transactions.js'

/** What is left when a connection ends where it should not, and what is there tomorrow. */
export const crashes: readonly ConformanceCase[] = [
  {
    name: 'what an upgrade did is there when the store is opened again',
    needs: ['reopen'],
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      await upgrade(store.adapter, set)
      const { adapter } = await given(store.reopen)
      expectSame((await upgrade(adapter, set)).steps, [], 'the steps of an upgrade')
      expectSame(await adapter.query('SELECT n FROM c_made'), [{ n: 1 }], 'the row of c')
    },
  },
  {
    name: 'nothing of an upgrade that failed is there when the store is opened again',
    needs: ['reopen'],
    async run(make) {
      const store = await make()
      const { engine } = store.adapter
      await upgrade(store.adapter, setOf(engine, history), 'a')
      const broken = setOf(engine, [...history, { id: 'e', up: ['INSERT INTO not_there VALUES (1)'] }])
      await rejection(upgrade(store.adapter, broken), 'the upgrade')
      const { adapter } = await given(store.reopen)
      expectSame(await current(adapter, broken), ['a'], 'where the store stands')
      expect(!(await hasTable(adapter, 'b_made')), 'the table of b is not there')
    },
  },
  ...[1, 2, 4].map(
    (step): ConformanceCase => ({
      name: `a connection that is killed at step ${step} of 4 leaves the store as it was, and the next one upgrades it`,
      needs: ['kill', 'connect'],
      async run(make) {
        const store = await make()
        const next = await given(store.connect)
        const set = setOf(store.adapter.engine, history)
        await killedAt(store, step)
        await asBefore(next.adapter)
        expectSame((await upgrade(next.adapter, set)).steps.length, 4, 'the steps of the next upgrade')
        expectSame(await next.adapter.query('SELECT n FROM a_made'), [{ n: 1 }], 'the row of a')
      },
    }),
  ),
  {
    name: 'a connection that is killed right after an upgrade loses nothing',
    needs: ['kill', 'connect'],
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      await upgrade(store.adapter, set)
      await given(store.kill)
      const { adapter } = await given(store.connect)
      expectSame((await upgrade(adapter, set)).steps, [], 'the steps of the next upgrade')
    },
  },
  {
    name: 'a lock that a killed connection held is free',
    about: { atomic: 'transaction' },
    needs: ['kill', 'connect'],
    async run(make) {
      const store = await make()
      const next = await given(store.connect)
      const adapter = transactional(store)
      const held = adapter.transaction(async (tx) => {
        await tx.run(['CREATE TABLE held (n INTEGER)'])
        await given(store.kill)
        await tx.query('SELECT 1')
      })
      await settled(held)
      expectSame(
        (await upgrade(next.adapter, setOf(adapter.engine, history))).to,
        ['d'],
        'the rows of the next upgrade',
      )
      expect(!(await hasTable(next.adapter, 'held')), 'the table of the one that was killed is not there')
    },
  },
  {
    name: 'at head a store that may only be read is enough',
    needs: ['readOnly'],
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      await upgrade(store.adapter, set)
      expectSame((await upgrade(await given(store.readOnly), set)).steps, [], 'the steps')
    },
  },
  {
    name: 'an upgrade of a store that may only be read fails, and the store stays as it was',
    needs: ['readOnly'],
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      await upgrade(store.adapter, set, 'a')
      const reader = await given(store.readOnly)
      const error = await rejection(upgrade(reader, set), 'the upgrade')
      expect(/read-?only/i.test(error.message), `it says why: ${error.message}`)
      expectSame(await current(reader, set), ['a'], 'where the reader sees the store')
      expectSame((await upgrade(store.adapter, set)).to, ['d'], 'the rows after an upgrade by who may write')
    },
  },
]

/** What a case needs, which is there: whoever runs it has looked. */
export const given = <T>(need: (() => Promise<T>) | undefined): Promise<T> => {
  expect(need, 'the store has what the case needs')
  return need()
}

/** Upgrades until a step begins, and kills the connection there; waits until the run has ended, or clearly never will. */
async function killedAt(store: Store, step: number): Promise<void> {
  const onProgress = async (progress: { readonly step: number }) => {
    if (progress.step === step) await given(store.kill)
  }
  await settled(upgrade(store.adapter, setOf(store.adapter.engine, history), 'head', { onProgress }))
}

async function asBefore(adapter: Adapter): Promise<void> {
  expectSame(await current(adapter, setOf(adapter.engine, history)), [], 'where the store stands')
  for (const table of ['a_made', 'limbeck_version']) expect(!(await hasTable(adapter, table)), `${table} is not there`)
}

/** After a kill a promise may reject, or stay open for ever. It must not fulfil. */
async function settled(work: Promise<unknown>): Promise<void> {
  const done = work.then(
    () => 'fulfilled',
    () => 'rejected',
  )
  const how = await Promise.race([done, sleep(2000)])
  expect(how !== 'fulfilled', 'what was killed does not say that it is done')
}
