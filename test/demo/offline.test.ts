import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type LimbeckError, upgrade, upgradeSql } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import initSqlJs from 'sql.js'
import { aptInstall } from '../runtimes/apt-install.mjs'
import './sql-as-text.js'

const { migrations } = await import('../../demo/app/migrations/index.js')
const SQL = await initSqlJs()

test("the demo's history, written out and piped into sqlite3, leaves what its run leaves", async () => {
  if (spawnSync('sqlite3', ['--version']).status !== 0) aptInstall('sqlite3')
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-demo-'))
  const written: string[] = []
  for (const migration of migrations) {
    if (typeof migration === 'string') continue
    const { revision } = migration
    const script = await upgradeSql(migrations, revision, { engine: 'sqlite' }).catch((error: LimbeckError) => {
      // Programs must read the notes that they change.
      assert.ok(['offline-program', 'unsupported-operation'].includes(error.code), error.message)
      assert.match(error.message, /^The upgrade of \w+ cannot be written out/)
    })
    if (!script) continue
    written.push(revision)
    const file = join(folder, `${revision}.db`)
    execFileSync('sqlite3', ['-bail', file], { input: script })
    const [piped, run] = [new SQL.Database(readFileSync(file)), new SQL.Database()]
    await upgrade(sqlJs(run), migrations, revision)
    for (const query of [
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
      'SELECT version_num FROM limbeck_version ORDER BY 1',
      'SELECT revision, direction, parents, checksum, downgrade FROM limbeck_journal ORDER BY id',
    ]) {
      assert.deepEqual(piped.exec(query), run.exec(query), `${revision}: ${query}`)
    }
  }
  rmSync(folder, { recursive: true, force: true })
  assert.ok(written.length >= 3, written.join())
})
