import { upgrade } from '../../src/index.js'
import type { ConformanceCase, Store } from './case.js'
import { expect, expectSame } from './expect.js'
import { history, setOf } from './migrations.js'

type Connect = () => Promise<Store>

/** What several connections may expect of each other. */
export const races: readonly ConformanceCase[] = [
  {
    name: 'eight runners at once: one applies, seven see it done',
    needs: ['connect'],
    async run(make) {
      const store = await make()
      const others = await Promise.all(Array.from({ length: 7 }, () => (store.connect as Connect)()))
      const results = await Promise.all(
        [store, ...others].map(({ adapter }) => upgrade(adapter, setOf(adapter.engine, history))),
      )
      expectSame(
        results.map(({ steps }) => steps.length).sort(),
        [0, 0, 0, 0, 0, 0, 0, 4],
        'how many steps each of them ran',
      )
      for (const { adapter } of [store, ...others]) {
        expectSame(await adapter.query('SELECT n FROM a_made'), [{ n: 1 }], 'what each of them reads')
      }
      const journal = await store.adapter.query('SELECT revision FROM limbeck_journal ORDER BY id')
      expect(journal.length === 4, 'the journal has every revision once')
    },
  },
]
