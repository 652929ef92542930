import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Adapter } from 'limbeck'
import type { Distilled } from 'limbeck/compile'
import { compileModules } from '../compile-modules.js'
import { opens } from '../rebuild/databases.js'
import { historyOf } from '../rebuild/history.js'
import { type Outcome, runHistory } from '../rebuild/run-history.js'
import { setOf, strictly } from '../set-of.js'

// More of them: COMPILE_SEEDS=500 node --import tsx --test test/compile/random.test.ts
const seeds = Number(process.env.COMPILE_SEEDS ?? 10)
const first = Number(process.env.COMPILE_FIRST ?? 0)

describe('a compiled random history', () => {
  it(`leaves what the revisions leave, with foreign keys and without: ${seeds}`, async () => {
    let [varied, baselines] = [0, 0]
    for (let seed = first; seed < first + seeds; seed++) {
      const whole = await compileModules(() => historyOf(seed), 'sqlite')
      const { baseline, ...distilled } = whole
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
        if (baseline)
          assert.deepEqual(
            await fromBaseline(whole, seed, keys),
            told(outcomes[0] as Outcome, keys),
            `seed ${seed}, baseline`,
          )
      }
      if (baseline) baselines++
      else {
        const programs = distilled.report.some(({ direction, kind }) => direction === 'upgrade' && kind === 'program')
        assert.ok(programs || /foreign keys enforced/.test(whole.noBaseline ?? ''), `seed ${seed}: ${whole.noBaseline}`)
      }
    }
    assert.ok(varied > seeds, `only ${varied} directions had variants`)
    assert.ok(baselines > seeds / 4, `only ${baselines} had a baseline`)
  })
})

/** What a baseline leaves; the journal says less of it. */
async function fromBaseline(distilled: Distilled, seed: number, keys: string): Promise<Outcome> {
  const [adapter, close] = await opens['sql.js']()
  await (adapter as Adapter).run([`PRAGMA foreign_keys=${keys}`])
  const refuse = () => assert.fail('a new database was not made by the baseline')
  const set = { ...setOf(distilled, historyOf(seed)), program: refuse }
  const outcome = await runHistory(adapter, seed, 'at once', set)
  close()
  return told(outcome, keys)
}

/** What is the same after a baseline: all but the journal, and, where foreign keys are enforced, quotes around names. */
const told = ({ schema, rows }: Outcome, keys: string): Outcome => ({
  schema: keys === 'ON' ? schema.map((sql) => sql.replaceAll('"', '')) : schema,
  rows: rows.filter((line) => !line.startsWith('journal: ')),
})
