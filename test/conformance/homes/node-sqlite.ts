import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Report } from 'limbeck/conformance'
import { findNode } from '../../runtimes/node/find-node.js'

/** node:sqlite, in a Node that has it. */
export async function* reports(): AsyncGenerator<Report> {
  const args = ['--import', 'tsx', 'test/runtimes/node/examine-node-sqlite.ts']
  const { stdout } = await promisify(execFile)(findNode(), args, { maxBuffer: 10_000_000 })
  yield JSON.parse(stdout)
}
