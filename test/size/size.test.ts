import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Entry, entries } from './entries.js'
import { measure } from './measure.js'

for (const entry of entries) {
  describe(entry.entry, async () => {
    const measured = await measure(entry)

    it(`is within its budget of ${entry.budget} bytes`, (test) => {
      test.diagnostic(`${measured.brotli} bytes`)
      assert.ok(measured.brotli <= entry.budget, `${measured.brotli} bytes are fetched, ${entry.budget} are allowed`)
    })
    it('fetches no module that is not on its list', () => {
      assert.deepEqual(
        measured.modules.filter((path) => !entry.allowed.includes(path)),
        [],
      )
    })
    it('has no module on its list that is not fetched', () => {
      assert.deepEqual(
        entry.allowed.filter((path) => !measured.modules.includes(path)),
        [],
      )
    })
    it('leaves no bare import in the bundle', () => {
      assert.deepEqual(measured.bare, [])
    })
  })
}

describe('the measure', () => {
  const way = (code: string): Pick<Entry, 'code' | 'loads'> => ({ code, loads: [] })

  it('sees a bare import', async () => {
    assert.deepEqual((await measure(way(`export { a } from 'not-a-package'`))).bare, ['not-a-package'])
  })
  it('sees the modules that are fetched, and counts those that are loaded later only when they are', async () => {
    const first = await measure(way(`export const op = () => import('limbeck/op')`))
    assert.deepEqual(first.modules, [])
    const both = await measure({ code: `export const op = () => import('limbeck/op')`, loads: ['src/ops/index.ts'] })
    assert.ok(both.modules.includes('src/ops/create-table.ts'))
    assert.ok(both.brotli > first.brotli)
  })
})
