import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readVirtualId, resolveVirtual, virtualId } from '../../src/bundler/virtual-id.js'

describe('the ids of what plugins make', () => {
  it('are read back as they were written', () => {
    for (const database of [undefined, 'catalog', 'a-b']) {
      for (const part of [undefined, 'graph.js', 'up-1f.js']) {
        assert.deepEqual(readVirtualId(virtualId({ database, part })), { database, part })
      }
    }
    assert.equal(readVirtualId('/home/limbeck/migrations'), undefined)
  })
  it('are those of the doors, and of what their modules import of one another', () => {
    const entry = virtualId({ database: 'catalog', part: undefined })
    assert.equal(resolveVirtual('limbeck/migrations/catalog', '/app/main.ts'), entry)
    assert.equal(resolveVirtual('./graph.js', entry), virtualId({ database: 'catalog', part: 'graph.js' }))
    assert.equal(resolveVirtual('limbeck/migrations', undefined), virtualId({ database: undefined, part: undefined }))
    assert.equal(resolveVirtual('./graph.js', '/app/main.ts'), undefined)
    assert.equal(resolveVirtual('limbeck', '/app/main.ts'), undefined)
    assert.equal(resolveVirtual('/app/migrations/versions/a.ts', entry), undefined)
  })
})
