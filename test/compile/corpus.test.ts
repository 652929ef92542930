import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { Adapter, Engine } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Distilled } from 'limbeck/compile'
import { batchAdapter } from '../batch-adapter.js'
import { compileModules } from '../compile-modules.js'
import { newDatabase } from '../database.js'
import { opens } from '../rebuild/databases.js'
import { findNode } from '../runtimes/node/find-node.js'
import { setOf, strictly } from '../set-of.js'
import { corpusFor, leap, readSqlite, walk } from './corpus.js'

const homes: Readonly<Record<string, readonly [engine: Engine, strict: boolean, open: () => Promise<Adapter>]>> = {
  'sql.js without foreign keys': ['sqlite', false, async () => sqlJs(newDatabase())],
  'sql.js with foreign keys': ['sqlite', false, async () => sqlJs(newDatabase('PRAGMA foreign_keys = ON'))],
  'node-sqlite3-wasm': ['sqlite', false, async () => (await opens['node-sqlite3-wasm']())[0]],
  'sqlite-wasm': ['sqlite', false, async () => (await opens['sqlite-wasm']())[0]],
  'a database that takes batches': ['d1', true, async () => batchAdapter(newDatabase('PRAGMA foreign_keys = ON'))],
}

const done = new Map<Engine, Promise<Distilled>>()

/** The corpus, compiled once for each engine. */
function compiled(engine: Engine): Promise<Distilled> {
  const found = done.get(engine) ?? compileModules(() => corpusFor(engine), engine, { baseline: false })
  done.set(engine, found)
  return found
}

describe('what is compiled', () => {
  for (const [name, [engine, strict, open]] of Object.entries(homes)) {
    it(`leaves after every revision, up and down, what revisions leave: ${name}`, async () => {
      const modules = corpusFor(engine)
      const ids = modules.map(({ revision }) => revision)
      const distilled = await compiled(engine)
      const set = strict ? strictly(setOf(distilled, modules), distilled) : setOf(distilled, modules)
      const wanted = await walk(await open(), modules, ids, readSqlite)
      const got = await walk(await open(), set, ids, readSqlite)
      for (const [nth, state] of got.entries()) assert.deepEqual(state, wanted[nth])
      assert.deepEqual(await leap(await open(), set, readSqlite), await leap(await open(), modules, readSqlite))
      assert.ok(distilled.report.filter(({ kind }) => kind === 'variants').length > 10)
    })
  }

  it('leaves after every revision, up and down, what revisions leave: node:sqlite', async () => {
    const args = ['--import', 'tsx', 'test/runtimes/node/walk-corpus.ts']
    const { stdout } = await promisify(execFile)(findNode(), args, { maxBuffer: 1e8 })
    const [wanted, got] = JSON.parse(stdout)
    assert.deepEqual(got, wanted)
    assert.equal(wanted[0].length, 2 * corpusFor('sqlite').length)
  })
})
