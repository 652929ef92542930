import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { branches, check, current, heads, history, migrator, show, stamp, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { newDatabase } from '../database.js'
import { revisions } from '../revisions.js'

const lib = { revision: 'lib', downRevision: null, branchLabels: 'library', message: 'a library', upgrade() {} }
const all = [...revisions, { ...lib }, { revision: 'side', downRevision: 'tags', dependsOn: 'lib', upgrade() {} }]
const ids = (infos: readonly { readonly revision: string }[]) => infos.map(({ revision }) => revision)

describe('the verbs that tell', () => {
  it('know the heads in both senses', async () => {
    const adapter = sqlJs(newDatabase())
    assert.deepEqual(ids(await heads(adapter, all)), ['index', 'lib', 'side'])
    assert.deepEqual(ids(await heads(adapter, all, { resolveDependencies: true })), ['index', 'side'])
  })

  it('know the branch points, with what follows', async () => {
    const [tags, ...others] = await branches(sqlJs(newDatabase()), all)
    assert.deepEqual(others, [])
    assert.equal(tags?.branchPoint.revision, 'tags')
    assert.deepEqual(ids(tags?.next ?? []), ['index', 'side'])
  })

  it('describe a revision', async () => {
    const [side] = await show(sqlJs(newDatabase()), all, 'side')
    assert.deepEqual(side, {
      ...{ revision: 'side', message: '', downRevision: ['tags'], dependsOn: ['lib'], branchLabels: [], next: [] },
      ...{ isHead: true, isEffectiveHead: true },
    })
    const [library] = await show(sqlJs(newDatabase()), all, 'lib')
    assert.deepEqual([library?.isHead, library?.isEffectiveHead, library?.branchLabels], [true, false, ['library']])
  })

  it('list the history, newest first, also up to where the database is', async () => {
    const adapter = sqlJs(newDatabase())
    assert.deepEqual(ids(await history(adapter, revisions)), ['index', 'tags', 'titles', 'notes'])
    assert.deepEqual(ids(await history(adapter, revisions, 'titles:tags')), ['tags', 'titles'])
    await upgrade(adapter, revisions, 'titles')
    assert.deepEqual(ids(await history(adapter, revisions, ':current')), ['titles', 'notes'])
    assert.deepEqual(ids(await history(adapter, revisions, 'current:')), ['index', 'tags', 'titles'])
    await assert.rejects(history(adapter, revisions, 'titles'), { code: 'invalid-range', argument: 'titles' })
  })

  it('say where the database stands, dependencies included', async () => {
    const adapter = sqlJs(newDatabase())
    assert.deepEqual(await current(adapter, all), [])
    await stamp(adapter, all, 'side')
    assert.deepEqual(await current(adapter, all), ['lib', 'side'])
    assert.deepEqual(ids(await show(adapter, all, 'current')), ['lib', 'side'])
  })

  it('say whether it is at head, what it lacks, and what they do not know', async () => {
    const adapter = sqlJs(newDatabase())
    const { check: bound, upgrade: up } = migrator(adapter, revisions)
    assert.deepEqual(await bound(), {
      ...{ atHead: false, rows: [], heads: ['index'] },
      ...{ missing: ['notes', 'titles', 'tags', 'index'], unknown: [] },
    })
    await up()
    assert.deepEqual(await bound(), { atHead: true, rows: ['index'], heads: ['index'], missing: [], unknown: [] })
    const old = await check(adapter, revisions.slice(0, 2))
    assert.deepEqual([old.atHead, old.unknown], [false, ['index']])
  })

  it('are at head when a dependency implies the other head', async () => {
    const adapter = sqlJs(newDatabase())
    const two = [{ ...lib }, { revision: 'app', downRevision: null, dependsOn: 'lib', upgrade() {} }]
    await upgrade(adapter, two, 'heads')
    assert.equal((await check(adapter, two)).atHead, true)
  })
})

describe('a database that is ahead', () => {
  it('is left as it is, without an error, for who says so', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), revisions)
    const before = db.export()
    const result = await upgrade(sqlJs(db), revisions.slice(0, 2), 'head', { onAhead: 'ignore' })
    assert.deepEqual(result, { from: ['index'], to: ['index'], steps: [] })
    await assert.rejects(upgrade(sqlJs(db), revisions.slice(0, 2), 'head', { onAhead: 'error' }), {
      code: 'database-ahead',
      revisions: ['index'],
    })
    assert.deepEqual(db.export(), before)
  })
})
