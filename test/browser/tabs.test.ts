import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Chromium, launch } from './chromium.js'
import { openNotebook } from './notebook.js'
import { serveBundle } from './serve-bundle.js'

describe('two tabs of one notebook', { timeout: 120_000 }, async () => {
  const served = await serveBundle({ file: 'test/browser/notebook-page.ts' })
  after(() => served.close())
  let chromium: Chromium
  before(async () => {
    chromium = await launch()
  })
  after(() => chromium.close())
  /** A site of its own for each test. */
  const site = (name: string) => served.url.replace('localhost', `${name}.localhost`)

  it('the old release is open, the new one upgrades, the old one saves: refused, and the rows are whole', async () => {
    const url = site('old')
    const old = await openNotebook(chromium, url)
    await old.call('upgrade', 2)
    await old.call('write', 'before #one')
    assert.equal(await old.call('save'), 'ok')
    const fresh = await openNotebook(chromium, url)
    assert.equal(await fresh.call('upgrade', 4), 2)
    await old.call('write', 'lost in the old tab')
    assert.match(await old.call('save'), /^stale-store: Another tab saved 'notebook'\.$/)
    assert.ok((await old.call('staleEvents')) > 0)
    const again = await openNotebook(chromium, url)
    assert.deepEqual(await again.call('rows'), ['index'])
    assert.deepEqual(await again.call('titles'), ['heron', 'reed', 'before'])
  })

  it('both of the new release upgrade at once: one does it', async () => {
    const url = site('both')
    const start = await openNotebook(chromium, url)
    await start.call('upgrade', 2)
    const [one, two] = [await openNotebook(chromium, url), await openNotebook(chromium, url)]
    const steps = await Promise.all([one.call('upgrade', 4), two.call('upgrade', 4)])
    assert.deepEqual(steps.sort(), [0, 2])
    for (const tab of [one, two]) {
      assert.deepEqual(await tab.call('rows'), ['index'])
      assert.deepEqual(await tab.call('titles'), ['heron', 'reed'])
    }
  })

  it('an old release loads what a newer one wrote: refused, and not touched', async () => {
    const url = site('ahead')
    const fresh = await openNotebook(chromium, url)
    await fresh.call('upgrade', 4)
    const old = await openNotebook(chromium, url)
    const outcome = await old.page.evaluate('outcome(page.upgrade(2))')
    assert.equal(outcome, 'database-ahead: The database is ahead, at index.')
    assert.equal(await fresh.call('save'), 'ok')
  })
})
