import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { partPath, readVirtualId, resolveVirtual, virtualId } from '../../src/bundler/virtual-id.js'

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
    assert.equal(resolveVirtual('limbeck/migrations'), virtualId({ database: undefined, part: undefined }))
    assert.equal(resolveVirtual('limbeck/migrations/catalog'), virtualId({ database: 'catalog', part: undefined }))
    for (const database of [undefined, 'catalog']) {
      assert.equal(resolveVirtual(partPath(database, 'graph')), virtualId({ database, part: 'graph.js' }))
    }
    for (const other of ['limbeck', './graph.js', '/app/a.ts', 'limbeck/migrations-of-mine']) {
      assert.equal(resolveVirtual(other), undefined)
    }
  })
})
