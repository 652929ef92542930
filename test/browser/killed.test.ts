import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { launch, newProfile, removeProfile } from './chromium.js'
import { openNotebook } from './notebook.js'
import { serveBundle } from './serve-bundle.js'

const bodies = ['heron #bird', 'reed #plant #water', 'mine #own']

describe('a browser that is killed while it upgrades', { timeout: 300_000 }, async () => {
  const served = await serveBundle({ file: 'test/browser/notebook-page.ts' })
  const profile = await newProfile()
  after(async () => {
    await served.close()
    await removeProfile(profile)
  })

  it('finds the old release with its rows, whichever statement it was killed at, also between commit and save', async () => {
    const first = await launch({ profile })
    const notebook = await openNotebook(first, served.url)
    await notebook.call('upgrade', 2)
    await notebook.call('write', 'mine #own')
    assert.equal(await notebook.call('save'), 'ok')
    await first.close()
    const seen: string[] = []
    for (let nth = 1; ; nth++) {
      const chromium = await launch({ profile })
      const { call } = await openNotebook(chromium, served.url)
      assert.deepEqual(await call('rows'), ['titles'], `after a kill at ${seen.at(-1)}`)
      assert.deepEqual(await call('bodies'), bodies)
      const event = await call('hangAt', 4, nth)
      if (!event) {
        assert.deepEqual(await call('rows'), ['index'])
        assert.deepEqual(await call('titles'), ['heron', 'reed', 'mine'])
        await chromium.close()
        break
      }
      seen.push(event.kind)
      await chromium.kill()
    }
    assert.ok(seen.length > 15)
    assert.deepEqual(seen.slice(-2), ['commit', 'persist'])
  })

  it('finds the old release or the new one, whole, when it is killed while it saves', async () => {
    const found = new Set<string>()
    for (let delay = 0; delay < 40; delay += 5) {
      const writer = await launch({ profile })
      const notebook = await openNotebook(writer, served.url)
      await notebook.call('upgrade', 4)
      await notebook.call('reset')
      // The run is left alone: only the kill ends it.
      notebook.call('upgrade', 4).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, delay))
      await writer.kill()
      const reader = await launch({ profile })
      const { call } = await openNotebook(reader, served.url)
      const [row] = await call('rows')
      assert.ok(row === 'titles' || row === 'index', row)
      assert.deepEqual(await call('bodies'), bodies)
      found.add(row)
      await reader.close()
    }
    assert.ok(found.size > 0)
  })
})
