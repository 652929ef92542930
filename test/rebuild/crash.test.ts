import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { CrashReport } from '../runtimes/node/crash-in-rebuild.js'
import { findNode } from '../runtimes/node/find-node.js'

describe('the files of a database, copied before every statement of a rebuild and opened again', () => {
  it('are the old database or the new one, and the next upgrade comes to the new one', async () => {
    const args = ['--import', 'tsx', 'test/runtimes/node/crash-in-rebuild.ts']
    const { stdout } = await promisify(execFile)(findNode(), args)
    const reports = JSON.parse(stdout) as readonly CrashReport[]
    assert.deepEqual(
      reports.map(({ journal }) => journal),
      ['DELETE', 'WAL'],
    )
    for (const { statements, old, new: fresh, unfinished, broken } of reports) {
      assert.deepEqual(broken, [])
      assert.ok(statements > 60)
      assert.deepEqual([old, fresh], [statements, 1])
      assert.ok(unfinished > statements / 2, 'what was written before the commit is in the files')
    }
  })
})
