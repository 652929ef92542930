import assert from 'node:assert/strict'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { runHooks, type WriteHook } from '../../src/scripts/run-hooks.js'
import { coded } from '../database.js'
import { folderWith, put } from '../folder.js'

const note = "const fs = require('fs'); fs.writeFileSync('args.json', JSON.stringify(process.argv.slice(2)))"

function hooked(hook: Partial<WriteHook>, files: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ 'note.cjs': note, ...files })
  const all = { name: 'h', type: 'exec', executable: process.execPath, cwd: folder, ...hook } as WriteHook
  const args = () => JSON.parse(readFileSync(join(folder, 'args.json'), 'utf8')) as readonly string[]
  return { folder, args, run: () => runHooks([all], join(folder, 'a b.ts')) }
}

describe('runHooks', () => {
  it('puts the file where it is named, and reads options as a shell does', async () => {
    const { folder, args, run } = hooked({ options: `note.cjs --one 'two three' REVISION_SCRIPT_FILENAME` })
    await run()
    assert.deepEqual(args(), ['--one', 'two three', join(folder, 'a b.ts')])
  })
  it("runs a program of the project's node_modules, with the file first", async () => {
    const program = `#!${process.execPath}\n${note}`
    const { folder, args, run } = hooked(
      { type: 'npx', executable: 'fmt', options: '--write' },
      { 'node_modules/.bin/fmt': program, 'node_modules/.bin/fmt.cmd': '' },
    )
    chmodSync(join(folder, 'node_modules/.bin/fmt'), 0o755)
    await run()
    assert.deepEqual(args(), [join(folder, 'a b.ts'), '--write'])
  })
  it('runs functions, in order, and reports each', async () => {
    const seen: string[] = []
    const hook = (name: string) => ({ name, run: (file: string) => void seen.push(`${name} ${file}`) })
    await runHooks([hook('a'), hook('b')], 'f', ({ kind, name }) => seen.push(`${kind} ${name}`))
    assert.deepEqual(seen, ['hook a', 'a f', 'hook b', 'b f'])
  })
  for (const [what, hook, words] of [
    [
      'is not there',
      { executable: 'no-such-program' },
      /hook 'h' failed: no-such-program cannot be run .*The file was/,
    ],
    ['is not installed', { type: 'npx', executable: 'no-such' }, /no program 'no-such' in node_modules: install its p/],
    ['ends with a code', { options: '--eval "process.exit(3)" REVISION_SCRIPT_FILENAME' }, /failed with code 3/],
    ['throws', { run: () => Promise.reject(Error('why')) }, /hook 'h' failed: why/],
  ] as const) {
    it(`says that a hook ${what}`, async () => {
      await assert.rejects(hooked(hook as Partial<WriteHook>).run(), coded('hook-failed', words))
    })
  }
  it('lets a hook end as it likes when it may', async () => {
    put(join(folderWith(), 'x'), '')
    await hooked({ options: '--eval "process.exit(3)" REVISION_SCRIPT_FILENAME', allowFailure: true }).run()
  })
})
