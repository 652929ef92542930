import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { newDatabase, values } from '../database.js'
import { runCompiledApp } from './compiled-app.js'
import { entries } from './entries.js'
import { upgrade as byDrizzle } from './peers/drizzle.js'
import { upgrade as byKysely } from './peers/kysely.js'
import { tables, tablesIn } from './table.js'

const [, behind] = entries
const isChunk = (direction: string) => (file: string) => file.startsWith(`${direction}-`)

describe('an app with a compiled set, run', () => {
  it('fetches no file of the set at head, and none of the runner', async () => {
    const { files, modules } = await runCompiledApp(0)
    assert.deepEqual(files, ['migrations'])
    assert.ok(!modules.includes('src/runner/run.ts'))
  })

  it('fetches, one revision behind, the runner, the graph, the newest statements and what takes them back', async () => {
    const { ours, files, modules } = await runCompiledApp(1)
    assert.deepEqual(files.filter((name) => !/^(up|down)-/.test(name)).sort(), ['graph', 'migrations'])
    assert.deepEqual([files.filter(isChunk('up')).length, files.filter(isChunk('down')).length], [1, 1])
    assert.deepEqual(modules, [...(behind?.allowed ?? [])].sort())
    assert.ok(ours <= (behind?.budget ?? 0), `${ours} bytes are fetched, ${behind?.budget} are allowed`)
  })

  it('fetches the baseline where nothing was applied, and the newest statements for the journal', async () => {
    const { files } = await runCompiledApp(300)
    assert.ok(files.includes('baseline'))
    assert.deepEqual([files.filter(isChunk('up')).length, files.filter(isChunk('down')).length], [1, 1])
  })
})

describe('what is measured beside it', () => {
  const made = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"

  it('works: Drizzle', () => {
    const db = newDatabase()
    const migrations = [{ sql: ['CREATE TABLE t (a)'], bps: true, folderMillis: 1, hash: 'a' }]
    byDrizzle(db, migrations)
    byDrizzle(db, migrations)
    assert.deepEqual(values(db, made), ['__drizzle_migrations', 't'])
  })

  it('works: Kysely', async () => {
    const db = newDatabase()
    const migrations = { a: { up: async (one: never) => void (await sql`CREATE TABLE t (a)`.execute(one)) } }
    await byKysely(db, migrations)
    await byKysely(db, migrations)
    assert.deepEqual(values(db, made), ['kysely_migration', 'kysely_migration_lock', 't'])
  })

  it('stands in the README as it is', async () => {
    assert.equal(tablesIn(readFileSync('README.md', 'utf8')), await tables())
  })
})
