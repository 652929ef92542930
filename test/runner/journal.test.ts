import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgrade, type RevisionModule, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { recording } from 'limbeck/testing'
import { columns, newDatabase, rows, values } from '../database.js'
import { line } from './journal-line.js'

describe('the journal', () => {
  it('has these columns for ever', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), line(1))
    const text = (name: string) => [name, 'TEXT', 0, null, 0]
    assert.deepEqual(columns(db, 'limbeck_journal'), [
      ['id', 'INTEGER', 0, null, 1],
      ['format', 'INTEGER', 1, null, 0],
      ...['revision', 'direction', 'parents', 'depends_on', 'labels', 'checksum', 'applied_at'].map(text),
      ['duration_ms', 'INTEGER', 0, null, 0],
      ...['app_version', 'downgrade'].map(text),
    ])
  })

  it('tells what ran, in which direction, by whom, and where it stands in the graph', async () => {
    const db = newDatabase()
    const up = (op: Operations) => op.execute('SELECT 1')
    const migrations: readonly RevisionModule[] = [
      { revision: 'a', downRevision: null, branchLabels: ["it's", 'main'], upgrade: up },
      { revision: 'x', downRevision: null },
      { revision: 'b', downRevision: 'a', dependsOn: 'x', upgrade: up, program: true },
      { revision: 'm', downRevision: ['b', 'x'] },
    ]
    await upgrade(sqlJs(db), migrations, 'm', { journal: { appVersion: "1.0 'beta'" } })
    await downgrade(sqlJs(db), migrations, 'b')
    const told = 'revision, direction, parents, depends_on, labels, app_version, format'
    assert.deepEqual(rows(db, `SELECT ${told} FROM limbeck_journal WHERE revision <> 'x' ORDER BY id`), [
      ['a', 'upgrade', '[]', '[]', '["it\'s","main"]', "1.0 'beta'", 1],
      ['b', 'upgrade', '["a","x"]', '["x"]', '[]', "1.0 'beta'", 1],
      ['m', 'upgrade', '["b","x"]', '[]', '[]', "1.0 'beta'", 1],
      ['m', 'downgrade', '["b","x"]', '[]', '[]', null, 1],
    ])
  })

  it('tells when, how long, and the checksum of what is compiled; a program has none', async () => {
    const db = newDatabase()
    const slow = async () => new Promise<void>((resolve) => setTimeout(resolve, 30))
    const before = new Date().toISOString()
    await upgrade(sqlJs(db), [...line(1), { revision: 'slow', downRevision: 'r1', upgrade: slow }])
    const [first, second] = rows(db, 'SELECT checksum, applied_at, duration_ms FROM limbeck_journal ORDER BY id')
    assert.match(String(first?.[0]), /^[0-9a-f]{16}$/)
    assert.equal(second?.[0], null)
    assert.ok(String(first?.[1]) >= before && String(second?.[1]) <= new Date().toISOString())
    assert.ok(Number(first?.[2]) < 30 && Number(second?.[2]) >= 25)
  })

  it('is up to date when a program reads it', async () => {
    const db = newDatabase()
    let seen: unknown
    const program = async (op: Operations) => {
      seen = await op.query('SELECT revision, (SELECT version_num FROM limbeck_version) AS row FROM limbeck_journal')
    }
    await upgrade(sqlJs(db), [...line(2), { revision: 'program', downRevision: 'r2', upgrade: program }])
    assert.deepEqual(seen, [
      { revision: 'r1', row: 'r2' },
      { revision: 'r2', row: 'r2' },
    ])
  })

  it('is written with few statements for many revisions', async () => {
    const db = newDatabase()
    const adapter = recording(sqlJs(db))
    await upgrade(adapter, line(120))
    assert.equal(adapter.statements.filter((sql) => /^INSERT INTO limbeck_journal .* VALUES/.test(sql)).length, 1)
    // The guard is one, too; where nothing was applied there are no downgrades to be forgotten.
    assert.equal(adapter.statements.filter((sql) => /^\w+ (INTO )?limbeck_journal/.test(sql)).length, 2)
    const order = Array.from({ length: 120 }, (_, at) => `r${at + 1}`)
    assert.deepEqual(values(db, 'SELECT revision FROM limbeck_journal ORDER BY id'), order)
  })
})
