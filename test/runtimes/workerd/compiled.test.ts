import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Adapter } from 'limbeck'
import { d1 } from 'limbeck/adapters/d1'
import { corpusFor, leap, readSqlite, walk } from '../../compile/corpus.js'
import { compileModules } from '../../compile-modules.js'
import { setOf, strictly } from '../../set-of.js'
import { startWorkerd, type Workerd } from './start-workerd.js'

let workerd: Workerd
let used = 0
before(async () => {
  workerd = await startWorkerd('test/runtimes/workerd/conformance-worker.ts', { databases: 6 })
})
after(() => workerd.stop())

const newD1 = async (): Promise<Adapter> => d1(await workerd.miniflare.getD1Database(`DB${used++}`))

/** The texts alone, in one message; rows are read where everything ran at once. */
const readSchema = (adapter: Adapter): Promise<unknown> =>
  adapter.query(
    "SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'limbeck%' AND substr(tbl_name, 1, 4) <> '_cf_' ORDER BY 1, 2",
  )

describe('what is compiled for D1', () => {
  it('leaves in workerd what revisions leave: up, down, at once and from a baseline', async () => {
    const modules = corpusFor('d1')
    const ids = modules.map(({ revision }) => revision)
    const { baseline, ...distilled } = await compileModules(() => corpusFor('d1'), 'd1')
    const set = strictly(setOf(distilled, modules), distilled)
    const wanted = await walk(await newD1(), modules, ids, readSchema)
    const got = await walk(await newD1(), set, ids, readSchema)
    for (const [nth, state] of got.entries()) assert.deepEqual(state, wanted[nth])
    const once = await leap(await newD1(), modules, readSqlite)
    assert.deepEqual(await leap(await newD1(), set, readSqlite), once)
    assert.ok(baseline)
  })
})
