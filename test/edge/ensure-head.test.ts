import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startWorkerd, type Workerd } from '../runtimes/workerd/start-workerd.js'

let workerd: Workerd
before(async () => {
  const workers = ['one', 'two']
  workerd = await startWorkerd('test/runtimes/workerd/edge-worker.ts', { databases: 6, workers })
})
after(() => workerd.stop())

const ask = (path: string, worker?: string) => workerd.ask(path, worker)
const applied = [
  [1, 2],
  ['a', 'b', 'c'],
]

describe('ensureHead', () => {
  it('brings a new database to head in two round trips, and sends nothing after that', async () => {
    assert.deepEqual(await ask('DB0/counted/short'), [2, null])
    assert.deepEqual(await ask('DB0/counted/short'), [0, null])
    assert.deepEqual(await ask('DB0/applied'), applied)
  })

  it('asks once in another isolate', async () => {
    assert.deepEqual(await ask('DB0/counted/short', 'two'), [1, null])
    assert.deepEqual(await ask('DB0/counted/short', 'two'), [0, null])
  })

  it('asks again for other migrations', async () => {
    assert.deepEqual(await ask('DB0/counted/longer'), [2, null])
    assert.deepEqual(await ask('DB0/counted/longer'), [0, null])
  })

  it('remembers nothing when it failed', async () => {
    for (const database of ['DB1', 'DB1']) {
      const [trips, code] = (await ask(`${database}/counted/broken`)) as [number, string]
      assert.equal(code, 'migration-failed')
      assert.ok(trips >= 3)
    }
    assert.deepEqual(await ask('DB1/applied'), [])
  })

  it('lets a release serve that the database is ahead of, when it may', async () => {
    assert.deepEqual(await ask('DB4/counted/longer'), [2, null])
    assert.deepEqual(await ask('DB4/counted/short'), [1, 'database-ahead'])
    assert.deepEqual(await ask('DB4/counted/short/ignore'), [1, null])
    assert.deepEqual(await ask('DB4/counted/short/ignore'), [0, null])
  })

  it('tells what was done, and nothing of a database that this isolate has seen', async () => {
    const { to, steps } = (await ask('DB2/ensure/heads')) as { to: string[]; steps: unknown[] }
    assert.deepEqual([to.sort(), steps.length], [['b', 'x'], 3])
    assert.equal(await ask('DB2/ensure/heads'), null)
  })

  it('shares no promise between requests: all of thirty at once are served, and one upgrades', async () => {
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, nth) => ask('DB3/ensure/short', nth % 2 === 0 ? 'one' : 'two')),
    )
    const steps = (all as ({ steps: unknown[] } | null)[]).map((result) => result?.steps.length ?? 0)
    assert.deepEqual(
      steps.filter((count) => count > 0),
      [3],
    )
    assert.deepEqual(await ask('DB3/applied'), applied)
  })
})

describe("ensureHead with mode: 'refuse'", () => {
  let hooks: Workerd
  before(async () => {
    hooks = await startWorkerd('test/runtimes/workerd/hook-worker.ts', { databases: 2 })
  })
  after(() => hooks.stop())
  const refuse = async (path: string) => {
    const response = await hooks.miniflare.dispatchFetch(`http://workerd/${path}`)
    return [response.status, response.headers.get('retry-after'), await response.json()]
  }
  const because = (code: string, message: string) => [503, '7', { error: { code, message } }]
  const behind = because('not-at-head', 'The database waits for its upgrade: try again in 7 s.')

  it('answers 503 with Retry-After as long as the database is behind, writes nothing, and serves after that', async () => {
    assert.deepEqual(await refuse('DB0/refuse/short'), behind)
    assert.deepEqual(await refuse('DB0/refuse/short'), behind)
    await hooks.ask('DB0/scheduled/short')
    assert.deepEqual(await refuse('DB0/refuse/short'), [200, null, [1]])
    assert.deepEqual(await refuse('DB0/refuse/short'), [200, null, [0]])
    assert.deepEqual(await refuse('DB0/refuse/longer'), behind)
  })

  it('lets a release serve that the database is ahead of, when it may', async () => {
    await hooks.ask('DB1/scheduled/longer')
    const ahead = because('database-ahead', 'A newer release is on its way here: try again in 7 s.')
    assert.deepEqual(await refuse('DB1/refuse/short'), ahead)
    assert.deepEqual(await refuse('DB1/refuse/short/ignore'), [200, null, [1]])
    assert.deepEqual(await refuse('DB1/refuse/short/ignore'), [200, null, [0]])
  })
})
