import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { cloudflare } from '@cloudflare/vite-plugin'
import { build as esbuild } from 'esbuild'
import { Miniflare } from 'miniflare'
import { createBuilder, build as vite } from 'vite'
import type { App } from './build-app.js'

const ids = ['a1c0ffee0001', 'a1c0ffee0002', 'a1c0ffee0003', 'a1c0ffee0004']
const notes = [
  { id: 1, body: 'a heron at the weir', words: 5 },
  { id: 2, body: '', words: 0 },
]

/** What a Worker answers, twice: the second time it has nothing to do. */
async function answers(script: string): Promise<readonly unknown[]> {
  const workerd = new Miniflare({
    modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
    compatibilityDate: '2026-04-01',
    d1Databases: { DB: 'notebook' },
  })
  try {
    const answer = async () => (await workerd.dispatchFetch('http://localhost/')).json()
    return [await answer(), await answer()]
  } finally {
    await workerd.dispose()
  }
}

/** The app where no page is: in workerd, and in a test runner. */
export function elsewhere(app: () => App): void {
  const expected = [{ ran: ids, notes }, { notes }]

  it('upgrades D1 from a Worker that is bundled without a plugin, as wrangler does', async () => {
    const { folder, limbeck } = app()
    const configuration = join(folder, 'worker/limbeck.config.json')
    const compile = [join(limbeck, 'dist/src/cli/limbeck.js'), '-c', configuration, 'compile']
    execFileSync(process.execPath, compile, { cwd: folder, stdio: 'pipe' })
    const { outputFiles } = await esbuild({
      entryPoints: [join(folder, 'worker/with-file.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      conditions: ['workerd', 'worker', 'browser'],
    })
    const text = outputFiles[0]?.text ?? ''
    assert.doesNotMatch(text, /\bimport\(/)
    assert.deepEqual(await answers(text), expected)
  })

  it('upgrades D1 from a Worker that is built by @cloudflare/vite-plugin', async () => {
    const { folder, out, vite: plugin } = app()
    const root = join(folder, 'worker')
    const builder = await createBuilder({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [
        cloudflare({ configPath: join(root, 'wrangler.json') }),
        plugin.limbeck({ script: '../migrations', engine: 'd1' }),
      ],
      build: { outDir: join(out, 'worker'), emptyOutDir: true },
    })
    await builder.buildApp()
    const text = readFileSync(join(out, 'worker/notebook/index.mjs'), 'utf8')
    assert.doesNotMatch(text, /\bimport\(/)
    assert.deepEqual(await answers(text), expected)
  })

  it('upgrades on a server, whose bundle Vite makes for Node', async () => {
    const { folder, vite: plugin } = app()
    const outDir = join(folder, 'server')
    const ssr = join(folder, 'server.ts')
    await vite({
      root: folder,
      configFile: false,
      logLevel: 'error',
      plugins: [plugin.limbeck()],
      build: { ssr, outDir },
    })
    const run = [join(outDir, 'server.mjs'), join(folder, 'migrations')]
    const printed = execFileSync(process.execPath, run, { encoding: 'utf8' })
    assert.deepEqual(JSON.parse(printed), [4, notes.map(({ body, words }) => [body, words]), 4])
  })

  it('upgrades in a run of Vitest', () => {
    const { folder } = app()
    const env = { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined }
    const run = [join(folder, '../node_modules/vitest/vitest.mjs'), 'run', '--root', folder]
    const { status, stdout, stderr } = spawnSync(process.execPath, run, { cwd: folder, env, encoding: 'utf8' })
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /2 passed/)
  })
}
