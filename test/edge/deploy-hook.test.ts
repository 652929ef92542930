import assert from 'node:assert/strict'
import { request as ask } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Adapter } from 'limbeck'
import { deployHook } from 'limbeck/deploy'
import { coded } from '../database.js'
import { startWorkerd, type Workerd } from '../runtimes/workerd/start-workerd.js'

const secret = 'the secret of the tests'
const rounds = 50
let workerd: Workerd
before(async () => {
  const workers = ['one', 'two']
  workerd = await startWorkerd('test/runtimes/workerd/hook-worker.ts', { databases: rounds + 20, workers })
})
after(() => workerd.stop())

interface Answer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: Record<string, unknown> & {
    readonly steps?: readonly { readonly revision: string }[]
    readonly progress?: readonly object[]
    readonly error?: Record<string, unknown>
  }
}

interface Given {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly worker?: string
}

async function send(path: string, { method = 'POST', headers, worker = 'one' }: Given = {}): Promise<Answer> {
  const fetcher = await workerd.miniflare.getWorker(worker)
  const authorization = `Bearer ${secret}`
  const response = await fetcher.fetch(`http://workerd/${path}`, { method, headers: { authorization, ...headers } })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}
const applied = (place: string) => workerd.ask(`${place}/applied`)
const all = [
  [1, 2],
  ['a', 'b', 'c'],
]

describe('deployHook', () => {
  it('is not made without a secret, nor with one that can be guessed', () => {
    for (const secret of [undefined, '', 'too short']) {
      const made = () => deployHook({ adapter: {} as Adapter, migrations: [], secret: secret as string })
      assert.throws(made, coded('invalid-argument', /^A hook wants a secret of 16 characters at least/))
    }
  })

  it('upgrades, and answers with progress and result; the second time there is nothing to do', async () => {
    const { status, headers, body } = await send('DB0/hook/short')
    assert.equal(status, 200)
    assert.deepEqual([headers.get('content-type'), headers.get('cache-control')], ['application/json', 'no-store'])
    assert.deepEqual([body.from, body.to, body.steps?.map(({ revision }) => revision)], [[], ['c'], ['a', 'b', 'c']])
    assert.deepEqual(body.progress?.[1], {
      ...{ revision: 'b', direction: 'upgrade', message: '', step: 2, of: 3, safePoint: false },
    })
    const again = await send('DB0/hook/short')
    assert.deepEqual([again.status, again.body.steps, again.body.to], [200, [], ['c']])
    assert.deepEqual(await applied('DB0'), all)
  })

  it('says where the database stands, and changes nothing', async () => {
    const status = async () => {
      const { status, body } = await send('DB1/hook/short', { method: 'GET' })
      return [status, body]
    }
    const heads = ['c']
    const behind = { atHead: false, rows: [], heads, missing: ['a', 'b', 'c'], unknown: [], running: false }
    assert.deepEqual(await status(), [200, behind])
    assert.deepEqual(await applied('DB1'), [])
    await send('DB1/hook/short')
    assert.deepEqual(await status(), [200, { ...behind, atHead: true, rows: heads, missing: [] }])
  })

  it('answers 401 without the secret, and with another', async () => {
    for (const authorization of ['', 'Bearer ', `Bearer ${secret}x`, `Bearer ${secret.slice(1)}`, `Basic ${secret}`]) {
      for (const method of ['POST', 'GET', 'DELETE']) {
        const { status, headers, body } = await send('DB2/hook/short', { method, headers: { authorization } })
        assert.deepEqual([status, headers.get('www-authenticate')], [401, 'Bearer'])
        assert.equal(body.error?.code, 'access-denied')
        assert.ok(!JSON.stringify(body).includes(secret))
      }
    }
    assert.deepEqual(await applied('DB2'), [])
  })

  it('answers 405 to other methods', async () => {
    const { status, headers } = await send('DB2/hook/short', { method: 'PUT' })
    assert.deepEqual([status, headers.get('allow')], [405, 'GET, POST'])
  })

  it('reads no body of a gigabyte, with the secret or without', async () => {
    const url = new URL('DB3/hook/short', await workerd.miniflare.ready)
    const big = (headers: Readonly<Record<string, string | number>>) =>
      new Promise<number | undefined>((answered, failed) => {
        const request = ask(url, { method: 'POST', headers }, (response) => {
          answered(response.statusCode)
          request.destroy()
        })
        request.on('error', failed)
        // A beginning, and then nothing: whoever wants the rest waits for ever.
        request.write(Buffer.alloc(100_000))
      })
    const authorization = `Bearer ${secret}`
    assert.equal(await big({ 'content-length': 1e9 }), 401)
    assert.equal(await big({ 'content-length': 1e9, authorization }), 413)
    assert.deepEqual(await applied('DB3'), [])
    assert.equal(await big({ authorization }), 200)
    assert.deepEqual(await applied('DB3'), all)
  })

  it('says where the database stands when a revision fails, and goes on from there', async () => {
    const { status, body } = await send('DB4/hook/broken')
    assert.equal(status, 500)
    assert.deepEqual(
      { ...body.error, message: undefined },
      {
        ...{ code: 'migration-failed', message: undefined, revision: 'c', position: 1, rows: [], applied: [] },
        statement: 'INSERT INTO none VALUES (1)',
      },
    )
    assert.match(
      String(body.error?.message),
      /^The upgrade of c failed.*no such table: none.*The database is at base\.$/,
    )
    assert.equal(body.progress?.length, 3)
    assert.deepEqual(await applied('DB4'), [])
    assert.equal((await send('DB4/hook/short')).status, 200)
  })

  it('names the batch boundary where the upgrade ended in the middle', async () => {
    const { status, body } = await send('DB5/hook/half')
    assert.deepEqual([status, body.error?.rows, body.error?.applied], [500, ['c'], ['a', 'b', 'c']])
    assert.deepEqual(await applied('DB5'), [
      [1, 9],
      ['a', 'b', 'c'],
    ])
  })

  it('names the safe point when the connection is lost in the middle, and knows what was written', async () => {
    const before = await send('DB11/lost/short/before')
    assert.deepEqual([before.status, before.body.error?.code, before.body.error?.rows], [500, 'migration-failed', []])
    assert.match(String(before.body.error?.message), /Network connection lost\. The database is at base\.$/)
    assert.deepEqual(await applied('DB11'), [])
    const after = await send('DB11/lost/short/after')
    assert.deepEqual([after.status, after.body.error?.code], [409, 'concurrent-upgrade'])
    assert.match(
      String(after.body.error?.message),
      /^The database is at c: .* or the answer of this one was lost\. Ask again\.$/,
    )
    assert.equal((await send('DB11/hook/short')).status, 200)
    assert.deepEqual(await applied('DB11'), all)
  })

  it('answers 409 while it is at work', async () => {
    const long = send('DB6/hook/short/kept')
    await setTimeout(20)
    const [{ status, body }, { body: meanwhile }] = await Promise.all([
      send('DB6/hook/short/kept'),
      send('DB6/hook/short/kept', { method: 'GET' }),
    ])
    assert.deepEqual([status, body.error?.code], [409, 'concurrent-upgrade'])
    assert.equal(meanwhile.running, true)
    assert.equal((await long).status, 200)
    assert.equal((await send('DB6/hook/short/kept')).status, 200)
    assert.deepEqual(await applied('DB6'), all)
  })

  it('of the old release, called when the new one was here, touches nothing', async () => {
    await send('DB7/hook/longer')
    const { status, body } = await send('DB7/hook/short')
    assert.deepEqual([status, body.error?.code], [409, 'database-ahead'])
    assert.match(String(body.error?.message), /The database is ahead, at d/)
    const { body: found } = await send('DB7/hook/short', { method: 'GET' })
    assert.deepEqual([found.atHead, found.rows, found.unknown], [false, ['d'], ['d']])
  })

  it('of the old release does not pass for the new one', async () => {
    const { status, body } = await send('DB8/hook/short?heads=d')
    assert.deepEqual([status, body.error?.code], [409, 'old-release'])
    assert.match(String(body.error?.message), /^This release is at c, and was asked for d/)
    assert.deepEqual(await applied('DB8'), [])
    assert.equal((await send('DB8/hook/short?heads=c')).status, 200)
  })

  it('upgrades for a Cron trigger', async () => {
    const { to, steps } = (await workerd.ask('DB9/scheduled/short')) as { to: string[]; steps: unknown[] }
    assert.deepEqual([to, steps.length], [['c'], 3])
    await assert.rejects(workerd.ask('DB10/scheduled/broken'), /The upgrade of c failed/)
  })

  it(`called twice at once in two isolates applies every revision once, ${rounds} times`, async () => {
    let conflicts = 0
    for (let round = 0; round < rounds; round++) {
      const place = `DB${20 + round}`
      const both = await Promise.all(['one', 'two'].map((worker) => send(`${place}/hook/short/slow`, { worker })))
      const steps = both.map(({ body }) => body.steps?.length ?? 0).sort()
      assert.deepEqual(steps, [0, 3])
      for (const { status, body } of both) {
        if (status === 200) continue
        assert.deepEqual([status, body.error?.code], [409, 'concurrent-upgrade'])
        conflicts++
      }
      assert.deepEqual(await applied(place), all)
    }
    assert.ok(conflicts > rounds / 2, `${conflicts} of ${rounds} rounds were races`)
  })
})

describe('deployHook in a Durable Object', () => {
  it('upgrades the object that it is asked of, and no other', async () => {
    const waiting = await startWorkerd('test/runtimes/workerd/release-waiting.ts')
    try {
      const fetch = async (path: string, init = {}) => {
        const response = await waiting.miniflare.dispatchFetch(`http://workerd/object/${path}`, init)
        return [response.status, response.headers.get('retry-after'), await response.json()] as const
      }
      const hook = { method: 'POST', headers: { authorization: `Bearer ${secret}` } }
      const behind = { code: 'not-at-head', message: 'The database waits for its upgrade: try again in 10 s.' }
      for (const name of ['one', 'two']) assert.deepEqual(await fetch(`${name}/get`), [503, '10', { error: behind }])
      assert.equal((await fetch('one/hook', { method: 'POST' }))[0], 401)
      assert.equal((await fetch('one/hook', hook))[0], 200)
      assert.deepEqual(await fetch('one/get'), [200, null, [2, 0, all]])
      assert.equal((await fetch('two/get'))[0], 503)
    } finally {
      await waiting.stop()
    }
  })
})
