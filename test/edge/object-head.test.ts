import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { DurableObjectState } from '@cloudflare/workers-types'
import type { DurableObjectContext } from 'limbeck/adapters/durable-object'
import { startWorkerd } from '../runtimes/workerd/start-workerd.js'

const all = [
  [1, 2],
  ['a', 'b', 'c'],
]

describe('ensureObjectHead', () => {
  it('takes what its own types describe', () => {
    const real: (ctx: DurableObjectState) => DurableObjectContext = (ctx) => ctx
    assert.ok(real)
  })

  it('says what is wrong where a migration fails, resets nothing, and the next release repairs it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'limbeck-object-'))
    try {
      const broken = await startWorkerd('test/runtimes/workerd/release-broken.ts', { folder })
      const get = async () => {
        const response = await broken.miniflare.dispatchFetch('http://workerd/object/one/get')
        return [response.status, response.headers.get('retry-after'), await response.json()] as const
      }
      for (let request = 0; request < 5; request++) {
        const [status, retryAfter, body] = await get()
        assert.deepEqual([status, retryAfter], [503, '10'])
        const { code, message } = (body as { error: { code: string; message: string } }).error
        assert.equal(code, 'migration-failed')
        assert.match(
          message,
          /^The upgrade of c failed at statement 1: no such table: none.*The database is at base\.$/,
        )
      }
      assert.equal(await broken.ask('object/one/starts'), 1)
      await broken.stop()
      const mended = await startWorkerd('test/runtimes/workerd/hook-worker.ts', { folder })
      assert.deepEqual(await mended.ask('object/one/get'), [1, 3, all])
      await mended.stop()
      // The release before, after all: its objects are behind what is there.
      const again = await startWorkerd('test/runtimes/workerd/release-broken.ts', { folder })
      assert.deepEqual(await again.ask('object/one/get'), [1, 0, all])
      await again.stop()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
