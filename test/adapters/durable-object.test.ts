import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { DurableObjectState } from '@cloudflare/workers-types'
import { type DurableObjectStorage, durableObject } from 'limbeck/adapters/durable-object'
import { startWorkerd, type Workerd } from '../runtimes/workerd/start-workerd.js'

let workerd: Workerd
before(async () => {
  workerd = await startWorkerd('test/runtimes/workerd/object-worker.ts')
})
after(() => workerd.stop())

/** Runs a scenario in an object of its own, or in the one named. */
const run = (scenario: string, object = scenario) => workerd.ask(`${object}/${scenario}`)
/** Runs it, and sees that the object was not reset meanwhile. */
const survives = async (scenario: string) => {
  const started = await run('started', scenario)
  const result = await run(scenario)
  assert.deepEqual(await run('started', scenario), started)
  return result
}

describe('durableObject', () => {
  it('takes what its own types describe', () => {
    const real: (state: DurableObjectState) => DurableObjectStorage = ({ storage }) => storage
    assert.ok(real)
  })

  it('is an adapter with transactions', () => {
    const { name, engine, atomic } = durableObject({} as DurableObjectStorage)
    assert.deepEqual([name, engine, atomic], ['durable-object', 'durable-object', 'transaction'])
  })

  it('gives back what was bound', async () => {
    assert.deepEqual(await run('values'), [
      ...['null', 'string ', "string it's ☃", 'number 0', 'number -1', 'number 1.5', 'number 1e+300'],
      ...['number 9007199254740991', 'number 7', 'bytes 1,255'],
    ])
  })

  it('stores whole numbers as integers, and 64 bits of them exactly', async () => {
    const extremes = ['9223372036854775807', '-9223372036854775808', '9007199254740993']
    assert.deepEqual(await run('integers'), ['3 integer', '1.5 real', ...extremes.map((one) => `${one} integer`)])
  })

  it('runs programs that read what the same transaction wrote', async () => {
    assert.deepEqual(await run('programs'), [
      ['notes', 'titles', 'tags', 'index'],
      [],
      ['bird', 'plant', 'water'],
      [['index']],
    ])
  })

  it('rolls everything back when a statement fails, and says which', async () => {
    assert.deepEqual(await survives('failing'), [
      {
        code: 'migration-failed',
        message: 'The upgrade of c failed at statement 3: no such table: none: SQLITE_ERROR. The database is at a.',
        ...{ revision: 'c', position: 3, rows: ['a'] },
      },
      ['c', 'limbeck_journal', 'limbeck_version', 'p'],
    ])
  })

  it("is a savepoint in the caller's own transaction", async () => {
    const said = { message: 'the caller says no' }
    const tables = ['c', 'limbeck_journal', 'limbeck_version', 'p', 'q', 'r']
    assert.deepEqual(await survives('nested'), [said, ['q', 'r'], 'it did not fail', tables, [[9, 9]]])
  })
})

describe('durableObject, with foreign keys', () => {
  const failed = (table: string, rows: readonly string[]) => ({
    code: 'migration-failed',
    message: `The run failed: FOREIGN KEY constraint failed: ${table} refers to p. The database is at ${rows}.`,
    rows,
  })

  it('commits what violates none, although SQLite counts some', async () => {
    const rows = [
      [1, 'one', 1],
      [2, 'two', 2],
    ]
    assert.deepEqual(await survives('rebuild'), [['b'], rows, [[0]]])
  })

  it('throws before a commit that would reset the object', async () => {
    assert.deepEqual(await survives('deferred'), [failed('c', ['a']), [[1], [2]]])
  })

  it('does so for keys that are deferred by themselves', async () => {
    assert.deepEqual(await survives('initiallyDeferred'), [failed('d', ['b']), []])
  })
})

describe('an upgrade in a Durable Object', () => {
  it('in blockConcurrencyWhile is done before the first request', async () => {
    const [result] = (await run('started', 'starts')) as [{ to: string[] }]
    assert.deepEqual(result.to, ['b'])
    assert.deepEqual(await run('applied', 'starts'), [[1], ['a', 'b']])
  })

  it('that fails there fails the requests with its words, and the next ones too', async () => {
    for (let time = 0; time < 2; time++) {
      await assert.rejects(run('started', 'startsBroken'), /upgrade of b failed at statement 1: no such table: none/)
    }
  })

  it('leaves nothing behind when the object ends in the middle', async () => {
    await assert.rejects(run('abort'), /the test says so/)
    assert.deepEqual(await run('objects', 'abort'), [])
    await run('upgrade', 'abort')
    assert.deepEqual(await run('applied', 'abort'), [
      [1, 2],
      ['a', 'b', 'c'],
    ])
  })

  it('keeps other requests waiting until it ends', async () => {
    await run('objects', 'slow')
    const upgraded = run('slow')
    await setTimeout(50)
    assert.deepEqual(await run('objects', 'slow'), ['limbeck_journal', 'limbeck_version', 't'])
    await upgraded
  })

  it('by two requests at once happens once, 50 times', async () => {
    for (let round = 0; round < 50; round++) {
      const object = `race ${round}`
      const results = (await Promise.all([run('upgrade', object), run('upgrade', object)])) as { steps: unknown[] }[]
      assert.deepEqual(results.map(({ steps }) => steps.length).sort(), [0, 3])
      assert.deepEqual(await run('applied', object), [
        [1, 2],
        ['a', 'b', 'c'],
      ])
    }
  })
})
