import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startWorkerd, type Workerd } from './start-workerd.js'

const rounds = 50

describe('two Workers racing to upgrade one D1 database', () => {
  let workerd: Workerd
  before(async () => {
    const workers = ['one', 'two']
    workerd = await startWorkerd('test/runtimes/workerd/edge-worker.ts', { databases: 2 * rounds, workers })
  })
  after(() => workerd.stop())

  it(`apply every revision exactly once, ${rounds} times`, async () => {
    let met = 0
    for (let round = 0; round < rounds; round++) {
      const path = `DB${round}/upgrade/short`
      const results = (await Promise.all([workerd.ask(path, 'one'), workerd.ask(path, 'two')])) as {
        steps: unknown[]
        trips: number
      }[]
      assert.deepEqual(results.map(({ steps }) => steps.length).sort(), [0, 3])
      // The check, the batch that another's stopped, and the rows once more, twice.
      met += results.filter(({ steps, trips }) => steps.length === 0 && trips === 4).length
      assert.deepEqual(await workerd.ask(`DB${round}/applied`), [
        [1, 2],
        ['a', 'b', 'c'],
      ])
    }
    assert.ok(met > rounds / 2, `in ${met} of ${rounds} rounds both sent a batch`)
  })

  it(`make a new one by its baseline exactly once, ${rounds} times`, async () => {
    let met = 0
    for (let round = rounds; round < 2 * rounds; round++) {
      const path = `DB${round}/upgrade/baseline`
      const results = (await Promise.all([workerd.ask(path, 'one'), workerd.ask(path, 'two')])) as {
        steps: unknown[]
        trips: number
      }[]
      assert.deepEqual(results.map(({ steps }) => steps.length).sort(), [0, 3])
      // The one that came too late sees by the version rows that it was overtaken, and plans again.
      met += results.filter(({ steps, trips }) => steps.length === 0 && trips > 2).length
      assert.deepEqual(await workerd.ask(`DB${round}/applied`), [
        [1, 2],
        ['a', 'b', 'c'],
      ])
    }
    assert.ok(met > rounds / 2, `in ${met} of ${rounds} rounds both sent a batch`)
  })
})
