import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { launch, newProfile, removeProfile } from './chromium.js'
import { openNotebook } from './notebook.js'
import { serveBundle } from './serve-bundle.js'

describe('a browser whose storage is full', { timeout: 120_000 }, async () => {
  const served = await serveBundle({ file: 'test/browser/notebook-page.ts' })
  const profile = await newProfile()
  after(async () => {
    await served.close()
    await removeProfile(profile)
  })
  const { origin } = new URL(served.url)

  it('says so, saves nothing, and the store is as before; with room again all goes through', async () => {
    const before = await launch({ profile })
    const first = await openNotebook(before, served.url)
    await first.call('upgrade', 2)
    await before.close()

    const full = await launch({ profile })
    // Chromium remembers for half a minute how much room there is: the limit is set before anything is written.
    const blank = await full.browser.newPage()
    const session = await blank.createCDPSession()
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    const { call, page } = await openNotebook(full, served.url)
    const outcome = await page.evaluate('outcome(page.upgrade(4))')
    assert.equal(outcome, "store-full: 'notebook': storage is full.")
    assert.deepEqual(await call('rows'), ['titles'])
    await call('write', 'no room #none')
    assert.match(await call('save'), /^store-full: /)
    const other = await openNotebook(full, served.url)
    assert.deepEqual(await other.call('bodies'), ['heron #bird', 'reed #plant #water'])
    await full.close()

    const after = await launch({ profile })
    const again = await openNotebook(after, served.url)
    assert.deepEqual(await again.call('rows'), ['titles'])
    assert.equal(await again.call('upgrade', 4), 2)
    assert.equal(await again.call('save'), 'ok')
    await after.close()
  })
})
