import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Adapter } from 'limbeck'
import { opens } from '../rebuild/databases.js'
import { historyOf } from '../rebuild/history.js'
import { type Outcome, runHistory } from '../rebuild/run-history.js'
import { compileModules, setOf, strictly } from './set-of.js'

// More of them: COMPILE_SEEDS=500 node --import tsx --test test/compile/random.test.ts
const seeds = Number(process.env.COMPILE_SEEDS ?? 10)
const first = Number(process.env.COMPILE_FIRST ?? 0)

describe('a compiled random history', () => {
  it(`leaves what the revisions leave, with foreign keys and without: ${seeds}`, async () => {
    let varied = 0
    for (let seed = first; seed < first + seeds; seed++) {
      const distilled = await compileModules(() => historyOf(seed), 'sqlite')
      varied += distilled.report.filter(({ kind }) => kind === 'variants').length
      const set = strictly(setOf(distilled, historyOf(seed)), distilled)
      for (const keys of ['OFF', 'ON']) {
        const outcomes: Outcome[] = []
        for (const migrations of [undefined, set]) {
          const [adapter, close] = await opens['sql.js']()
          await (adapter as Adapter).run([`PRAGMA foreign_keys=${keys}`])
          outcomes.push(await runHistory(adapter, seed, 'at once', migrations))
          close()
        }
        assert.deepEqual(outcomes[1], outcomes[0], `seed ${seed}, foreign keys ${keys}`)
      }
    }
    assert.ok(varied > seeds, `only ${varied} directions had variants`)
  })
})
