import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inFlight } from '../../src/runner/in-flight.js'

/** Work that ends when it is told to, and notes when it begins. */
function controlled(begun: string[]) {
  const ends: Record<string, (error?: Error) => void> = {}
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve, reject) => {
      ends[name] = (error) => (error ? reject(error) : resolve(name))
    })
  }
  return { work, end: (name: string, error?: Error) => ends[name]?.(error) }
}

/** Migrations, as far as runs ask. */
const scope = {}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('inFlight', () => {
  it('begins at once when nothing is in flight', async () => {
    const begun: string[] = []
    const { work, end } = controlled(begun)
    const run = inFlight({}, 'up', scope, work('a'))
    assert.deepEqual(begun, ['a'])
    end('a')
    assert.equal(await run, 'a')
  })

  it('joins no run of other migrations', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const both = Promise.all([inFlight(adapter, 'up', scope, work('a')), inFlight(adapter, 'up', {}, work('b'))])
    end('a')
    await turn()
    end('b')
    assert.deepEqual(await both, ['a', 'b'])
  })

  it('joins a run with the same key', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const both = Promise.all([inFlight(adapter, 'up', scope, work('a')), inFlight(adapter, 'up', scope, work('b'))])
    end('a')
    assert.deepEqual(await both, ['a', 'a'])
    assert.deepEqual(begun, ['a'])
  })

  it('lets a run with another key wait, and joins the one that came last', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const runs = ['up', 'down', 'down', 'up'].map((key, nth) => inFlight(adapter, key, scope, work(`${key} ${nth}`)))
    await turn()
    assert.deepEqual(begun, ['up 0'])
    end('up 0')
    await turn()
    assert.deepEqual(begun, ['up 0', 'down 1'])
    end('down 1')
    await turn()
    end('up 3')
    assert.deepEqual(await Promise.all(runs), ['up 0', 'down 1', 'down 1', 'up 3'])
  })

  it('joins a run that waited, though the one before it has ended', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const first = inFlight(adapter, 'up', scope, work('a'))
    const second = inFlight(adapter, 'down', scope, work('b'))
    end('a')
    await first
    await turn()
    const third = inFlight(adapter, 'down', scope, work('c'))
    await turn()
    assert.deepEqual(begun, ['a', 'b'])
    end('b')
    assert.deepEqual(await Promise.all([second, third]), ['b', 'b'])
  })

  it('fails everyone who joined, and not the one who waits', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const joined = Promise.allSettled([
      inFlight(adapter, 'up', scope, work('a')),
      inFlight(adapter, 'up', scope, work('b')),
    ])
    const waits = inFlight(adapter, 'down', scope, work('c'))
    end('a', new Error('no'))
    assert.deepEqual(
      (await joined).map((settled) => settled.status),
      ['rejected', 'rejected'],
    )
    end('c')
    assert.equal(await waits, 'c')
  })

  it('begins anew after a run has ended, well or not', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    for (const [name, error] of [
      ['a', undefined],
      ['b', new Error('no')],
      ['c', undefined],
    ] as const) {
      const run = inFlight(adapter, 'up', scope, work(name))
      end(name, error)
      await run.catch(() => undefined)
    }
    assert.deepEqual(begun, ['a', 'b', 'c'])
  })

  it('keeps adapters apart', async () => {
    const begun: string[] = []
    const { work } = controlled(begun)
    void inFlight({}, 'up', scope, work('a'))
    void inFlight({}, 'up', scope, work('b'))
    assert.deepEqual(begun, ['a', 'b'])
  })
})
