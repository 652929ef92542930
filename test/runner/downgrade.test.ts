import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { current, downgrade, plan, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import initSqlJs from 'sql.js'
import { revisions } from '../revisions.js'

const SQL = await initSqlJs()
const schema = (db: InstanceType<typeof SQL.Database>) =>
  db.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1")[0]?.values.flat()

describe('downgrade', () => {
  it('takes revisions back, newest first, down to the target', async () => {
    const db = new SQL.Database()
    await upgrade(sqlJs(db), revisions)
    const result = await downgrade(sqlJs(db), revisions, 'titles')
    assert.deepEqual(
      result.steps.map((step) => `${step.direction} ${step.revision}`),
      ['downgrade index', 'downgrade tags'],
    )
    assert.deepEqual(await current(sqlJs(db), revisions), ['titles'])
    assert.deepEqual(schema(db), ['limbeck_journal', 'limbeck_version', 'note'])
  })

  it('goes to base and up again', async () => {
    const db = new SQL.Database()
    await upgrade(sqlJs(db), revisions)
    await downgrade(sqlJs(db), revisions, 'base')
    assert.deepEqual(schema(db), ['limbeck_journal', 'limbeck_version'])
    assert.deepEqual(await current(sqlJs(db), revisions), [])
    assert.equal((await upgrade(sqlJs(db), revisions)).steps.length, 4)
  })

  it('refuses a revision that has no way back, and changes nothing', async () => {
    const db = new SQL.Database()
    const oneWay = [
      ...revisions,
      { revision: 'oneway', downRevision: 'index', upgrade: (op: Operations) => op.execute('SELECT 1') },
    ]
    await upgrade(sqlJs(db), oneWay)
    await assert.rejects(downgrade(sqlJs(db), oneWay, 'base'), /downgrade of oneway failed: oneway has no downgrade/)
    assert.deepEqual(await current(sqlJs(db), oneWay), ['oneway'])
  })

  it('passes a merge, which has no code', async () => {
    const db = new SQL.Database()
    const merged = [
      ...revisions,
      { revision: 'side', downRevision: 'tags', upgrade() {}, downgrade() {} },
      { revision: 'merge', downRevision: ['index', 'side'] },
    ]
    await upgrade(sqlJs(db), merged)
    assert.deepEqual(await current(sqlJs(db), merged), ['merge'])
    await downgrade(sqlJs(db), merged, ['index', 'side'])
    assert.deepEqual(await current(sqlJs(db), merged), ['index', 'side'])
  })
})

describe('plan', () => {
  it('says what would be done, and writes nothing', async () => {
    const db = new SQL.Database()
    await upgrade(sqlJs(db), revisions, 'titles')
    const before = db.export()
    const up = await plan(sqlJs(db), revisions)
    assert.deepEqual(
      up.steps.map((step) => step.revision),
      ['tags', 'index'],
    )
    const down = await plan(sqlJs(db), revisions, 'base', { direction: 'downgrade' })
    assert.deepEqual(
      down.steps.map((step) => step.changes),
      [[['update', 'titles', 'notes']], [['delete', 'notes', null]]],
    )
    assert.deepEqual(db.export(), before)
  })
})
