import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { folderWith } from './folder.js'
import { nodeTest } from './node-test.mjs'

/** Runs files of tests, so many to a process. Gives how many processes were shared, how it ended, and the counts. */
function run(texts: Readonly<Record<string, string>>, together: number) {
  const names = Object.keys(texts)
  const imported = "import { before, describe, it } from 'node:test'\n"
  const folder = folderWith(Object.fromEntries(names.map((name) => [name, imported + texts[name]])))
  const counts = join(folder, 'counts.json')
  const args = nodeTest(
    { name: 'some', files: () => names.map((name) => join(folder, name)), together },
    counts,
    folder,
  )
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined }
  const { status, stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  const { files, ...numbers } = JSON.parse(readFileSync(counts, 'utf8')) as {
    readonly files: readonly string[]
    readonly passed: number
    readonly failed: number
    readonly skipped: number
  }
  const processes = args.filter((arg) => /some-\d+\.mjs$/.test(arg)).length
  return { processes, status, stdout, ...numbers, files: files.map((file) => file.slice(folder.length + 1)) }
}

const passes = "describe('a', () => { it('b', () => {}) })\nit('c', () => {})\n"
const fails = "describe('a', () => { it('b', () => { throw new Error('no') }) })\n"

describe('test files that share a process', () => {
  it('are counted as if each had its own', () => {
    const { stdout, ...found } = run({ 'a.test.ts': passes, 'b.test.ts': fails, 'c.test.ts': passes }, 2)
    const files = ['a.test.ts', 'b.test.ts', 'c.test.ts']
    assert.deepEqual(found, { processes: 2, status: 1, passed: 4, failed: 1, skipped: 0, files })
    assert.match(stdout, /b\.test\.ts:2/)
  })
  it('share none with one whose hooks, or whose folder, are for all', () => {
    for (const text of [`before(() => {})\n${passes}`, `process.chdir('/')\n${passes}`]) {
      const { processes, passed, files } = run({ 'a.test.ts': passes, 'b.test.ts': text }, 2)
      assert.deepEqual([processes, passed, files], [1, 4, ['a.test.ts']])
    }
  })
  it('are not among those that ran where they have no test, or where the process had ended', () => {
    const { files } = run(
      { 'a.test.ts': passes, 'b.test.ts': '', 'c.test.ts': 'process.exit(0)\n', 'd.test.ts': passes },
      2,
    )
    assert.deepEqual(files, ['a.test.ts'])
  })
  it('fail where one of them cannot be run, or the process ends', () => {
    for (const text of ["throw new Error('no')\n", "process.kill(process.pid, 'SIGKILL')\n"]) {
      const { status, failed } = run({ 'a.test.ts': passes, 'b.test.ts': text }, 2)
      assert.deepEqual([status, failed > 0], [1, true], text)
    }
  })
})
