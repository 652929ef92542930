import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { findNode } from '../runtimes/node/find-node.js'

describe('a run on node:sqlite whose transaction has ended', () => {
  it('stops before its next statement, which would be written by itself', async () => {
    const args = ['--import', 'tsx', 'test/runtimes/node/end-transaction.ts']
    const { stdout } = await promisify(execFile)(findNode(), args)
    const lines = stdout.trim().split('\n')
    for (const line of lines) assert.match(line, /The app ended the transaction\. The database is at base/)
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).held),
      [[1, 2], [1], [1]],
    )
  })
})
