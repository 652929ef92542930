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

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('inFlight', () => {
  it('begins at once when nothing is in flight', async () => {
    const begun: string[] = []
    const { work, end } = controlled(begun)
    const run = inFlight({}, 'up', work('a'))
    assert.deepEqual(begun, ['a'])
    end('a')
    assert.equal(await run, 'a')
  })

  it('joins a run with the same key', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const both = Promise.all([inFlight(adapter, 'up', work('a')), inFlight(adapter, 'up', work('b'))])
    end('a')
    assert.deepEqual(await both, ['a', 'a'])
    assert.deepEqual(begun, ['a'])
  })

  it('lets a run with another key wait, and joins the one that came last', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const runs = ['up', 'down', 'down', 'up'].map((key, nth) => inFlight(adapter, key, work(`${key} ${nth}`)))
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

  it('fails everyone who joined, and not the one who waits', async () => {
    const begun: string[] = []
    const adapter = {}
    const { work, end } = controlled(begun)
    const joined = Promise.allSettled([inFlight(adapter, 'up', work('a')), inFlight(adapter, 'up', work('b'))])
    const waits = inFlight(adapter, 'down', work('c'))
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
      const run = inFlight(adapter, 'up', work(name))
      end(name, error)
      await run.catch(() => undefined)
    }
    assert.deepEqual(begun, ['a', 'b', 'c'])
  })

  it('keeps adapters apart', async () => {
    const begun: string[] = []
    const { work } = controlled(begun)
    void inFlight({}, 'up', work('a'))
    void inFlight({}, 'up', work('b'))
    assert.deepEqual(begun, ['a', 'b'])
  })
})
