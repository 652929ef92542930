import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { downgrade, type MigrationSet, type Migrations, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { emit } from 'limbeck/compile'
import { loadMigrations } from 'limbeck/scripts'
import { newDatabase } from '../database.js'
import { folderWith } from '../folder.js'
import { readSqlite } from './corpus.js'
import { compileFolder } from './project.js'

const folder = resolve('demo/app/migrations')

/** Rows of the first years, so that there is something to be moved. */
const notes = [
  "INSERT INTO note (id, title, body, place, created_at) VALUES (1, 'Heron', 'still #bird #water', 'pond', '2021-03-04')",
  "INSERT INTO note (id, title, body, created_at) VALUES (2, 'Reed', '#Bird in it', '2021-05-06')",
]

describe('the revisions of the demo', () => {
  it('leave the same compiled, as one module and as many, and as they are', async () => {
    const distilled = await compileFolder(folder)
    assert.ok(distilled.report.some(({ kind }) => kind === 'variants'))
    const programPath = (file: string) => pathToFileURL(join(folder, file)).href
    const [one, many] = [false, true].map((chunks) => emit(distilled, { chunks, programPath }))
    const files = folderWith(
      Object.fromEntries([
        ...(one ?? []).map(({ code }) => ['one/migrations.mjs', code]),
        ...(many ?? []).map(({ name, code }) => [`many/${name}.js`, code]),
        ['many/package.json', '{"type":"module"}'],
      ]),
    )
    const load = async (file: string) =>
      ((await import(pathToFileURL(join(files, file)).href)) as { migrations: MigrationSet }).migrations
    const all: readonly Migrations[] = [
      await loadMigrations(folder),
      await load('one/migrations.mjs'),
      await load('many/migrations.js'),
    ]
    for (const keys of ['OFF', 'ON']) {
      const outcomes: unknown[] = []
      for (const migrations of all) {
        const adapter = sqlJs(newDatabase(`PRAGMA foreign_keys = ${keys}`))
        const states: unknown[] = []
        await upgrade(adapter, migrations, 'caf5b87c39d5')
        await adapter.run(notes)
        for (const move of [
          () => upgrade(adapter, migrations),
          () => downgrade(adapter, migrations, 'caf5b87c39d5'),
          () => upgrade(adapter, migrations),
        ]) {
          await move()
          states.push(await readSqlite(adapter))
        }
        outcomes.push(states)
      }
      for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0], `foreign keys ${keys}`)
    }
  })
})
