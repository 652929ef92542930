import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { writeNewFile } from '../../src/scripts/write-file.js'
import { coded } from '../database.js'
import { folderWith } from '../folder.js'

describe('writeNewFile', () => {
  it('writes a file and the folders that it lies in, and leaves nothing else', () => {
    const folder = folderWith()
    writeNewFile(join(folder, 'a/b/c.ts'), 'text')
    assert.equal(readFileSync(join(folder, 'a/b/c.ts'), 'utf8'), 'text')
    assert.deepEqual(readdirSync(join(folder, 'a/b')), ['c.ts'])
  })
  it('leaves a file that is there', () => {
    const folder = folderWith({ 'a.ts': 'mine' })
    assert.throws(() => writeNewFile(join(folder, 'a.ts'), 'yours'), coded('file-exists', /a\.ts is already there/))
    assert.equal(readFileSync(join(folder, 'a.ts'), 'utf8'), 'mine')
  })
  it('says where a folder would lie in a file', () => {
    const folder = folderWith({ a: '' })
    assert.throws(() => writeNewFile(join(folder, 'a/b.ts'), ''), coded('write-failed', /b\.ts could not be written: /))
  })
  const limited = process.platform === 'win32' ? undefined : 'ulimit -f 1; exec "$0" "$@"'
  it('leaves no half file where there is no room for the whole', () => {
    assert.ok(limited, 'this test needs a shell that limits the size of files')
    const folder = folderWith()
    const script = `import { writeNewFile } from '${process.cwd()}/src/scripts/write-file.ts'
      try { writeNewFile('${folder}/a.ts', 'x'.repeat(100_000)) } catch ({ code, message }) { console.log(code, message) }`
    const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', script]
    const { stdout } = spawnSync('sh', ['-c', limited, ...node], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    })
    assert.match(stdout, /^write-failed .*a\.ts could not be written: EFBIG/)
    assert.deepEqual(readdirSync(folder), [])
  })
})
