import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { folderWith } from '../../folder.js'
import { findNode } from '../../runtimes/node/find-node.js'

const other = findNode()

/** A command line in a process of its own, of this Node or one that has node:sqlite. */
const limbeck = (node: string, cwd: string, ...argv: readonly string[]) => {
  const tsx = resolve('node_modules/tsx/dist/esm/index.mjs')
  // Where a CI says that it shows colours, it is no terminal all the same.
  const env = { ...process.env, CI: 'true', TSX_TSCONFIG_PATH: resolve('tsconfig.json') }
  return promisify(execFile)(node, ['--import', tsx, resolve('src/cli/limbeck.ts'), ...argv], { cwd, env })
}

const project = () =>
  folderWith({
    'limbeck.config.json': '{ "script": "m", "url": "sqlite:app.db" }',
    ...Object.fromEntries(
      ['aaaa', 'bbbb', 'cccc'].map((id, nth, ids) => [
        `m/versions/${id}.sql`,
        `-- revision: ${id}\n-- revises: ${ids[nth - 1] ?? 'none'}\n-- upgrade\nCREATE TABLE t_${id} (x);\n`,
      ]),
    ),
  })

describe("Node's own SQLite", () => {
  it('upgrades a file, without a word of experiments, and a Node without it sees that', async () => {
    const folder = project()
    const { stderr } = await limbeck(other, folder, 'upgrade', 'bbbb')
    assert.equal(stderr, 'Running upgrade  -> aaaa, \nRunning upgrade aaaa -> bbbb, \n')
    for (const node of [process.execPath, other])
      assert.equal((await limbeck(node, folder, 'current')).stdout, 'bbbb\n')
  })
  it('takes part in a write-ahead log', async () => {
    const folder = project()
    const code = `const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync('app.db')
      db.exec('PRAGMA journal_mode = WAL; CREATE TABLE mine (x)')
      const run = require('node:child_process').spawnSync(process.execPath, process.argv.slice(1), { encoding: 'utf8' })
      console.log(run.stderr, db.prepare('SELECT count(*) AS n FROM limbeck_version').get().n)`
    const cli = [
      '--import',
      resolve('node_modules/tsx/dist/esm/index.mjs'),
      resolve('src/cli/limbeck.ts'),
      'upgrade',
      'head',
    ]
    const env = { ...process.env, TSX_TSCONFIG_PATH: resolve('tsconfig.json'), NODE_NO_WARNINGS: '1' }
    const printed = execFileSync(other, ['--eval', code, '--', ...cli], { cwd: folder, env, encoding: 'utf8' })
    assert.match(printed, /Running upgrade bbbb -> cccc, \n 1\n$/)
  })
  it('and a Node without it run at the same time, and lose nothing', async () => {
    const folder = project()
    const ran = await Promise.all(
      [process.execPath, other, process.execPath].map((node) => limbeck(node, folder, 'upgrade', 'head')),
    )
    const applied = ran.flatMap(({ stderr }) => stderr.match(/^Running upgrade .*$/gm) ?? [])
    assert.deepEqual(applied.length, 3)
    assert.equal((await limbeck(other, folder, 'current')).stdout, 'cccc (head)\n')
  })
  it('says whom it waits for, and who has the file when it gives up', async () => {
    const folder = project()
    /** A process that has the file, until its input ends. */
    const holds = () => {
      const code = `const db = new (require('node:sqlite').DatabaseSync)('app.db'); db.exec('BEGIN EXCLUSIVE')
        console.log('held'); process.stdin.resume().on('end', () => db.exec('COMMIT'))`
      return spawn(other, ['--eval', code], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
    }
    // Elsewhere no system tells who has a file locked.
    const named = (pid: number | undefined) =>
      process.platform === 'linux' ? `process ${pid} \\(node\\)` : 'another program'
    const brief = holds()
    await once(brief.stdout, 'data')
    const upgraded = limbeck(other, folder, 'upgrade', 'aaaa')
    const says = process.platform === 'linux' ? once(upgraded.child.stderr as Readable, 'data') : setTimeout(3000)
    says.then(() => brief.stdin.end())
    const { stderr } = await upgraded
    const waiting =
      process.platform === 'linux' ? `Waiting for ${named(brief.pid)} at sqlite:app.db, for 1 s ...\n` : ''
    assert.match(stderr, new RegExp(`^${waiting}Running upgrade {2}-> aaaa, \n$`))
    const long = holds()
    try {
      await once(long.stdout, 'data')
      const error = await limbeck(other, folder, 'upgrade', 'head').then(
        () => assert.fail('it was not locked'),
        (cause: { readonly stderr: string }) => cause.stderr,
      )
      assert.match(error, new RegExp(`FAILED: .*app\\.db is locked by ${named(long.pid)}; [56] s were waited\\.\n`))
    } finally {
      long.kill()
    }
  })
})
