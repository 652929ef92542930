import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { RevisionError } from 'limbeck'
import { readScripts } from '../../src/scripts/script-directory.js'
import { folderWith, revisionText } from '../folder.js'

describe('readScripts', () => {
  it('reads modules and SQL files into one graph, without running them', () => {
    const folder = folderWith({
      'versions/a.ts': revisionText('a', null, "export const branchLabels = 'shop'\nthrow Error('not to be run')"),
      'versions/b.sql': '-- second\n-- revision: b\n-- revises: a\n-- upgrade\nSELECT 1',
    })
    const { directory, revisions, graph } = readScripts(folder)
    assert.equal(directory, folder)
    assert.deepEqual(
      [graph.ids, graph.down, revisions.map(({ message }) => message)],
      [
        ['a', 'b'],
        [[], [0]],
        ['', 'second'],
      ],
    )
    assert.deepEqual(graph.branches, { shop: 0 })
    assert.deepEqual(
      revisions.map(({ file }) => file),
      ['a.ts', 'b.sql'].map((name) => join(folder, 'versions', name)),
    )
  })

  it('takes other folders, relative to the directory', () => {
    const folder = folderWith({
      'one/a.ts': revisionText('a'),
      'two/deep/b.ts': revisionText('b', 'a'),
      'versions/c.ts': revisionText('c'),
    })
    assert.deepEqual(readScripts(folder, { versions: ['one', 'two'], recursive: true }).graph.ids, ['a', 'b'])
  })

  it('says which directory is missing, and how to make it', () => {
    assert.throws(() => readScripts('no/such'), {
      code: 'no-script-directory',
      message: /no directory .*such\. Make it with 'limbeck init no\/such'/,
    })
  })

  it('names the files of revisions with the same id', () => {
    const folder = folderWith({ 'versions/a.ts': revisionText('x'), 'versions/b.ts': revisionText('x') })
    assert.throws(
      () => readScripts(folder),
      (error: RevisionError) =>
        error.code === 'duplicate-revision' && error.files?.map((file) => file.slice(-4)).join() === 'a.ts,b.ts',
    )
  })

  it('names the file that follows what is not there', () => {
    const folder = folderWith({ 'versions/a.ts': revisionText('a', 'gone') })
    assert.throws(
      () => readScripts(folder),
      (error: RevisionError) => error.code === 'missing-revision' && error.files?.[0]?.endsWith('a.ts') === true,
    )
  })

  it('reads a thousand files in a second', () => {
    const ids = Array.from({ length: 1000 }, (_, nth) => `r${nth}`)
    const folder = folderWith(
      Object.fromEntries(ids.map((id, nth) => [`versions/${id}.ts`, revisionText(id, ids[nth - 1] ?? null)])),
    )
    const start = performance.now()
    assert.equal(readScripts(folder).graph.ids.length, 1000)
    assert.ok(performance.now() - start < 1000)
  })
})
