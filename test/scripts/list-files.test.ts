import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { listFiles } from '../../src/scripts/list-files.js'
import { folderWith } from '../folder.js'

describe('listFiles', () => {
  const folder = folderWith(
    Object.fromEntries(
      [
        ...['b.ts', 'a.sql', 'c.mjs', 'sub/d.ts', 'sub/deep/e.js', 'README', 'a.txt', 'index.ts', '.x.ts', 'f.d.ts'],
        ...['b.js', 'g.test.ts', 'sub/node_modules/n.ts', 'other/z.ts'],
      ].map((path) => [path, '']),
    ),
  )
  const listed = (recursive: boolean, ...locations: readonly string[]) =>
    listFiles(
      locations.map((location) => join(folder, location)),
      recursive,
    ).map((file) => relative(folder, file).replaceAll('\\', '/'))

  it('gives modules and SQL files by name, a source before what was compiled from it', () => {
    assert.deepEqual(listed(false, '.'), ['a.sql', 'b.ts', 'c.mjs'])
  })
  it('goes into folders when asked, packages excepted', () => {
    assert.deepEqual(listed(true, '.'), ['a.sql', 'b.ts', 'c.mjs', 'other/z.ts', 'sub/d.ts', 'sub/deep/e.js'])
  })
  it('takes several folders in turn, and one that is not there as empty', () => {
    assert.deepEqual(listed(false, 'sub', 'gone', 'other'), ['sub/d.ts', 'other/z.ts'])
  })
  it('gives a file once that two folders lead to', () => {
    symlinkSync(join(folder, 'other'), join(folder, 'again'), 'junction')
    assert.deepEqual(listed(false, 'other', 'again'), ['other/z.ts'])
  })
})
