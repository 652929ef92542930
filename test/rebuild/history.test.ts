import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Adapter } from 'limbeck'
import { startWorkerd, type Workerd } from '../runtimes/workerd/start-workerd.js'
import { opens } from './databases.js'
import { modes } from './history.js'
import { type Outcome, runHistory } from './run-history.js'

// More of them: HISTORY_SEEDS=500 node --import tsx --test test/rebuild/history.test.ts
const seeds = Number(process.env.HISTORY_SEEDS ?? 20)
const first = Number(process.env.HISTORY_FIRST ?? 0)

/** Runs a history on a new database of a SQLite in Node. */
async function inNode(name: keyof typeof opens, foreignKeys: string, seed: number, mode: (typeof modes)[number]) {
  const [adapter, close] = await opens[name]()
  try {
    await (adapter as Adapter).run([`PRAGMA foreign_keys=${foreignKeys}`])
    return await runHistory(adapter, seed, mode)
  } finally {
    close()
  }
}

describe('a history of random revisions', () => {
  let workerd: Workerd
  before(async () => {
    workerd = await startWorkerd('test/runtimes/workerd/history-worker.ts', { databases: seeds * modes.length })
  })
  after(() => workerd?.stop())

  /** The end by the mode, the same for each. */
  const same = async (seed: number, why: string, run: (mode: (typeof modes)[number]) => Promise<Outcome>) => {
    const outcomes: Outcome[] = []
    for (const mode of modes) outcomes.push(await run(mode))
    for (const [nth, outcome] of outcomes.entries())
      assert.deepEqual(outcome, outcomes[0], `seed ${seed}, ${why}, ${modes[nth]}`)
    return outcomes[0] as Outcome
  }

  it(`ends the same at once, one by one and in a transaction each, everywhere: ${seeds}`, async () => {
    let [database, rebuilt] = [0, 0]
    for (let seed = first; seed < first + seeds; seed++) {
      const on = await same(seed, 'sql.js', (mode) => inNode('sql.js', 'ON', seed, mode))
      const off = await same(seed, 'sql.js without foreign keys', (mode) => inNode('sql.js', 'OFF', seed, mode))
      // What a table's own text says in quotes depends on whether it was copied, and nothing else does.
      assert.deepEqual(off.rows, on.rows, `seed ${seed}, without foreign keys`)
      const others: Readonly<Record<string, readonly [Outcome, (mode: (typeof modes)[number]) => Promise<Outcome>]>> = {
        'node-sqlite3-wasm': [on, (mode) => inNode('node-sqlite3-wasm', 'ON', seed, mode)],
        'node-sqlite3-wasm without foreign keys': [off, (mode) => inNode('node-sqlite3-wasm', 'OFF', seed, mode)],
        D1: [on, (mode) => workerd.ask(`${seed}/${modes.indexOf(mode)}/DB${database++}`) as Promise<Outcome>],
        'a Durable Object': [on, (mode) => workerd.ask(`${seed}/${modes.indexOf(mode)}`) as Promise<Outcome>],
      }
      for (const [name, [wanted, run]] of Object.entries(others))
        assert.deepEqual(await same(seed, name, run), wanted, `seed ${seed}, ${name}`)
      if (on.schema.some((line) => /CREATE TABLE "(t|order)\d+"/.test(line))) rebuilt++
    }
    assert.ok(rebuilt > seeds / 5, `only in ${rebuilt} of ${seeds} the first table was made anew`)
  })
})
