import type { Adapter } from '../../src/adapter.js'
import { upgrade } from '../../src/index.js'
import type { ConformanceCase, Store } from './case.js'
import { given } from './crashes.js'
import { expect, expectSame, rejection } from './expect.js'
import { a, b, history, setOf } from './migrations.js'
import { hasTable } from './transactions.js'

const needs = ['connect'] as const

/** A store by eight connections. */
async function eight(make: () => Promise<Store>): Promise<readonly Adapter[]> {
  const store = await make()
  const others = await Promise.all(Array.from({ length: 7 }, () => given(store.connect)))
  return [store, ...others].map(({ adapter }) => adapter)
}

/** Every revision of the history was applied once. */
async function appliedOnce(adapter: Adapter): Promise<void> {
  for (const table of ['a_made', 'b_made', 'c_made']) {
    expectSame(await adapter.query(`SELECT n FROM ${table}`), [{ n: 1 }], `the rows of ${table}`)
  }
  const journal = 'SELECT revision, count(*) AS n FROM limbeck_journal GROUP BY revision ORDER BY revision'
  const once = history.map(({ id }) => ({ revision: id, n: 1 }))
  expectSame(await adapter.query(journal), once, 'the journal')
  expectSame(await adapter.query('SELECT version_num FROM limbeck_version'), [{ version_num: 'd' }], 'the version rows')
}

/** An adapter before whose transactions and batches something else happens. */
export function before(adapter: Adapter, happens: () => Promise<void>): Adapter {
  const changed =
    adapter.atomic === 'batch'
      ? {
          async batch(statements: Parameters<typeof adapter.batch>[0]) {
            await happens()
            return adapter.batch(statements)
          },
        }
      : {
          async transaction(...how: Parameters<typeof adapter.transaction>) {
            await happens()
            return adapter.transaction(...how)
          },
        }
  return Object.assign(Object.create(adapter), changed)
}

/** The statement that adds a version row, or takes it away. */
export const rows = (id: string, how: 'come' | 'go'): string =>
  how === 'come'
    ? `INSERT INTO limbeck_version (version_num) VALUES ('${id}')`
    : `DELETE FROM limbeck_version WHERE version_num = '${id}'`

/** What several connections may expect of each other. */
export const races: readonly ConformanceCase[] = [
  {
    name: 'eight runners at once: one applies, seven see it done',
    needs,
    async run(make) {
      const adapters = await eight(make)
      const results = await Promise.all(adapters.map((adapter) => upgrade(adapter, setOf(adapter.engine, history))))
      const steps = results.map((result) => result.steps.length).sort()
      expectSame(steps, [0, 0, 0, 0, 0, 0, 0, 4], 'how many steps each of them ran')
      for (const adapter of adapters) await appliedOnce(adapter)
    },
  },
  {
    name: 'eight runners at once, one revision behind: one applies it',
    needs,
    async run(make) {
      const adapters = await eight(make)
      const set = (adapter: Adapter) => setOf(adapter.engine, history)
      await upgrade(adapters[3] as Adapter, set(adapters[3] as Adapter), 'c')
      const results = await Promise.all(adapters.map((adapter) => upgrade(adapter, set(adapter))))
      expectSame(results.map((result) => result.steps.length).sort(), [0, 0, 0, 0, 0, 0, 0, 1], 'their steps')
      await appliedOnce(adapters[0] as Adapter)
    },
  },
  {
    name: 'eight runners whose revision is broken all fail, and leave nothing',
    needs,
    async run(make) {
      const adapters = await eight(make)
      const broken = [a, b, { id: 'x', up: ['INSERT INTO not_there VALUES (1)'] }]
      const codes = await Promise.all(
        adapters.map(async (adapter) => (await rejection(upgrade(adapter, setOf(adapter.engine, broken)), 'it')).code),
      )
      expectSame(codes, Array(8).fill('migration-failed'), 'their codes')
      expect(!(await hasTable(adapters[0] as Adapter, 'a_made')), 'the table of a is not there')
    },
  },
  {
    name: 'a runner that comes while another is in the middle waits, and finds it done',
    needs,
    async run(make) {
      const store = await make()
      const other = await given(store.connect)
      const set = setOf(store.adapter.engine, history)
      let second: ReturnType<typeof upgrade> | undefined
      const onProgress = ({ step }: { readonly step: number }) => {
        if (step === 2) second = upgrade(other.adapter, set)
      }
      const first = await upgrade(store.adapter, set, 'head', { onProgress })
      const steps = first.steps.length + ((await second)?.steps.length ?? 0)
      expectSame(steps, 4, 'the steps of both')
      await appliedOnce(other.adapter)
    },
  },
  {
    name: 'an older release and a newer one at once come to the newer one',
    needs,
    async run(make) {
      const adapters = await eight(make)
      const ended = await Promise.allSettled(
        adapters.map((adapter, at) => upgrade(adapter, setOf(adapter.engine, at % 2 ? history : [a, b]))),
      )
      for (const [at, end] of ended.entries()) {
        const code = end.status === 'rejected' ? (end.reason as { code?: unknown }).code : undefined
        expect(code === undefined || (at % 2 === 0 && code === 'database-ahead'), `the end of ${at}: ${code}`)
      }
      await appliedOnce(adapters[0] as Adapter)
    },
  },
  {
    name: 'rows that another runner moves between plan and transaction make the run plan again',
    needs,
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      const other = await given(store.connect)
      await upgrade(store.adapter, set, 'a')
      let moved = false
      const overtaken = before(store.adapter, async () => {
        if (!moved) await other.adapter.run([...b.up, rows('a', 'go'), rows('b', 'come')])
        moved = true
      })
      const { from, to, steps } = await upgrade(overtaken, set)
      expectSame([from, to, steps.map((step) => step.revision)], [['b'], ['d'], ['c', 'd']], 'what the run did')
      expectSame(await store.adapter.query('SELECT n FROM b_made'), [{ n: 1 }], 'the row of b')
    },
  },
  {
    name: 'rows that move each time end the run with concurrent-upgrade, and nothing of it is there',
    needs,
    async run(make) {
      const store = await make()
      const set = setOf(store.adapter.engine, history)
      const other = await given(store.connect)
      await upgrade(store.adapter, set, 'a')
      let [now, next] = ['a', 'b']
      const restless = before(store.adapter, async () => {
        await other.adapter.run([rows(now, 'go'), rows(next, 'come')])
        ;[now, next] = [next, now]
      })
      const error = await rejection(upgrade(restless, set), 'the upgrade')
      expectSame(error.code, 'concurrent-upgrade', 'its code')
      expect(!(await hasTable(store.adapter, 'c_made')), 'the table of c is not there')
    },
  },
]
