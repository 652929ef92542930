import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'

import { runCliWith } from '../cli/run-cli.js'
import { startStandIn } from '../runtimes/d1-api/start-stand-in.js'

const secret = 'the secret of the demo'
const heads = ['8fe01644cf68']
let script = ''
let migrations: readonly string[] = []
before(async () => {
  // As wrangler does before it bundles.
  for (const argv of [['compile'], ['-n', 'objects', 'compile']]) {
    const { code, err } = await runCliWith(resolve('demo/worker'), {}, ...argv)
    assert.equal(code, 0, err)
  }
  const { outputFiles } = await build({
    entryPoints: ['demo/worker/worker.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  script = outputFiles[0]?.text ?? ''
  migrations = readdirSync('demo/app/migrations/versions').map((file) => file.slice(0, 12))
})

/** The Worker as wrangler.toml has it. */
async function start(whenBehind: 'upgrade' | 'refuse') {
  const miniflare = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-04-01',
    d1Databases: { DB: 'field-notes' },
    durableObjects: { NOTEBOOK: { className: 'Notebook', useSQLite: true } },
    bindings: { DEPLOY_SECRET: secret, WHEN_BEHIND: whenBehind },
  })
  await miniflare.ready
  const ask = async (path: string, init: { method?: string; body?: string; secret?: string } = {}) => {
    const { secret, ...request } = init
    const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` }
    const response = await miniflare.dispatchFetch(`http://sync/${path}`, { ...request, headers })
    return [response.status, await response.json()] as [number, never]
  }
  return { miniflare, ask, stop: () => miniflare.dispose() }
}

const heron = {
  id: 1,
  title: 'Heron',
  body: 'A heron at the weir.',
  place: 'Weir',
  createdAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-01T08:00:00Z',
  tags: ['bird', 'water'],
}
const put = (...notes: readonly object[]) => ({ method: 'PUT', body: JSON.stringify(notes) })

describe('the sync service of the demo', () => {
  for (const [place, whenBehind] of [
    ['shared', 'upgrade'],
    ['notebooks/anna', 'refuse'],
  ] as const) {
    it(`keeps notes in ${place}, which is upgraded by the first request`, async () => {
      const { ask, stop } = await start(whenBehind)
      after(stop)
      assert.deepEqual(await ask(place), [200, []])
      assert.deepEqual(await ask(place, put(heron)), [200, { kept: 1 }])
      assert.deepEqual(await ask(place), [200, [heron]])
      const later = { ...heron, body: 'Two herons, and a kingfisher.', updatedAt: '2026-11-02T08:00:00Z' }
      await ask(place, put(later))
      // An older version of it does not come back.
      await ask(place, put({ ...heron, body: 'old', updatedAt: '2026-10-01T08:00:00Z' }))
      assert.deepEqual(await ask(`${place}?since=2026-11-01T09:00:00Z`), [200, [later]])
      assert.deepEqual(await ask(`${place}?search=kingf`), [200, [later]])
      assert.deepEqual(await ask(`${place}?search=weir`), [200, [later]])
      assert.deepEqual(await ask(`${place}?search=owl`), [200, []])
      assert.deepEqual((await ask(place, { method: 'PUT', body: '{}' }))[0], 400)
      assert.deepEqual((await ask(place, { method: 'PUT', body: 'no JSON' }))[0], 400)
    })
  }

  it('waits for its deployment, and is upgraded by the hook', async () => {
    const { ask, stop } = await start('refuse')
    after(stop)
    assert.equal((await ask('shared'))[0], 503)
    assert.equal((await ask('_deploy', { method: 'POST' }))[0], 401)
    const [, { missing, ...found }] = (await ask('_deploy', { secret })) as unknown as [number, { missing: string[] }]
    assert.deepEqual(found, { atHead: false, rows: [], heads, unknown: [], running: false })
    assert.deepEqual(missing.sort(), [...migrations].sort())
    const [status, { to, steps, progress }] = (await ask('_deploy', { method: 'POST', secret })) as unknown as [
      number,
      Record<'to' | 'steps' | 'progress', readonly unknown[]>,
    ]
    assert.deepEqual([status, to, steps.length, progress.length], [200, heads, migrations.length, migrations.length])
    assert.deepEqual(await ask('shared', put(heron)), [200, { kept: 1 }])
  })

  it('has its database upgraded before the deployment, from the command line', async () => {
    const standIn = await startStandIn(1)
    after(standIn.stop)
    const variables = {
      CLOUDFLARE_API_BASE_URL: standIn.api,
      CLOUDFLARE_ACCOUNT_ID: standIn.account,
      CLOUDFLARE_API_TOKEN: standIn.token,
      LIMBECK_URL: 'd1-http:db-0',
    }
    const run = (...argv: readonly string[]) => runCliWith(resolve('demo/worker'), variables, ...argv)
    const { code, err } = await run('upgrade', 'head', '-n', 'production')
    assert.deepEqual([code, err.match(/^Running upgrade/gm)?.length], [0, migrations.length], err)
    assert.deepEqual((await run('current', '--check-heads', '-n', 'production')).out, 'ID (head)\n')
    assert.deepEqual(await standIn.look(0, 'SELECT version_num FROM limbeck_version'), heads)
  })

  it('is upgraded by the Cron trigger', async () => {
    const { miniflare, ask, stop } = await start('refuse')
    after(stop)
    const worker = await miniflare.getWorker()
    const { outcome } = await worker.scheduled({ cron: '0 4 * * *' })
    assert.equal(outcome, 'ok')
    assert.deepEqual(await ask('shared'), [200, []])
  })

  it('upgrades a notebook by its own hook, when it is asked to', async () => {
    const { ask, stop } = await start('upgrade')
    after(stop)
    const [status, { rows }] = (await ask('notebooks/ben/_deploy', { secret })) as unknown as [
      number,
      { rows: unknown },
    ]
    assert.deepEqual([status, rows], [200, heads])
    assert.equal((await ask('notebooks/ben/_deploy', { method: 'POST' }))[0], 401)
    assert.equal((await ask('nowhere').catch(() => [404]))[0], 404)
  })
})
