import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Adapter } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { downgrade, openProject, stamp, upgrade } from 'limbeck/commands'
import type { OnVersionApply } from 'limbeck/config'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, objects } from '../database.js'
import { folderWith, revisionText } from '../folder.js'

const text = (id: string, down: string | null, more = '') =>
  revisionText(
    id,
    down,
    `${more}export const upgrade = (op) => op.execute('CREATE TABLE ${id} (x)')
export const downgrade = (op) => op.execute('DROP TABLE ${id}')\n`,
  )

/** a -> b, a -> c, and d, which depends on b. */
const folder = (files: Readonly<Record<string, string>> = {}) =>
  folderWith({
    'm/versions/a.js': text('a', null),
    'm/versions/b.js': text('b', 'a'),
    'm/versions/c.js': text('c', 'a'),
    'm/versions/d.js': text('d', null, "export const dependsOn = 'b'\n"),
    ...files,
  })

const project = (connection: Adapter, onVersionApply: OnVersionApply, cwd = folder()) =>
  openProject({ cwd, variables: {}, settings: { script: 'm', onVersionApply }, connection })

describe('onVersionApply', () => {
  it('is told of each step, with the version rows after it, while the transaction is open', async () => {
    const db = newDatabase()
    const told: unknown[] = []
    const opened = await project(
      sqlJs(db),
      async ({ revision, direction, downRevision, rows, connection, database }) => {
        const [counted] = await connection.query('SELECT count(*) AS n FROM limbeck_version')
        told.push([direction, revision, downRevision, rows, counted?.n, database])
      },
    )
    await upgrade(opened, 'heads')
    await downgrade(opened, 'a')
    await stamp(opened, ['c'])
    assert.deepEqual(told, [
      ['upgrade', 'a', [], ['a'], 2, 'sql-js'],
      ['upgrade', 'b', ['a'], ['b'], 2, 'sql-js'],
      ['upgrade', 'd', [], ['d'], 2, 'sql-js'],
      ['upgrade', 'c', ['a'], ['c', 'd'], 2, 'sql-js'],
      ['downgrade', 'c', ['a'], ['d'], 1, 'sql-js'],
      ['downgrade', 'd', [], ['b'], 1, 'sql-js'],
      ['downgrade', 'b', ['a'], ['a'], 1, 'sql-js'],
      ['stamp', 'c', ['a'], ['c'], 1, 'sql-js'],
    ])
  })
  it('undoes the run when it throws, and what it wrote itself', async () => {
    const db = newDatabase()
    const opened = await project(sqlJs(db), async ({ revision, connection }) => {
      await connection.run(['CREATE TABLE IF NOT EXISTS audit (x)'])
      if (revision === 'b') throw new Error('no b here')
    })
    await assert.rejects(upgrade(opened, 'b'), /no b here/)
    assert.deepEqual(objects(db), [])
  })
  it('is told of what is done before an autocommit block, and of the rest when it is', async () => {
    const block = text('b', 'a').replace('op.execute(', "(op.autocommitBlock(() => op.execute('VACUUM')), op).execute(")
    const told: unknown[] = []
    const db = newDatabase()
    await upgrade(
      await project(
        sqlJs(db),
        ({ revision, rows }) => void told.push([revision, rows]),
        folder({ 'm/versions/b.js': block }),
      ),
      'b',
    )
    assert.deepEqual(told, [
      ['a', ['a']],
      ['b', ['b']],
    ])
    assert.deepEqual(objects(db), ['a', 'b', 'limbeck_journal', 'limbeck_version'])
  })
  it('is told after a batch, which it cannot undo', async () => {
    const db = newDatabase()
    const told: unknown[] = []
    const opened = await project(batchAdapter(db), ({ revision, rows }) => {
      told.push([revision, rows])
      if (revision === 'b') throw new Error('too late')
    })
    await assert.rejects(upgrade(opened, 'b'), /too late/)
    assert.deepEqual(told, [
      ['a', ['a']],
      ['b', ['b']],
    ])
    assert.deepEqual(objects(db), ['a', 'b', 'limbeck_journal', 'limbeck_version'])
  })
  it('may come from env.ts, and goes before the configuration', async () => {
    const env = `export default async ({ connection, run }) => {
  await run({ adapter: connection, name: 'one', onVersionApply: ({ revision, name }) => { globalThis.told = revision + name } })
}`
    const opened = await project(sqlJs(newDatabase()), () => assert.fail('not this one'), folder({ 'm/env.ts': env }))
    await upgrade(opened, 'a')
    assert.equal((globalThis as { told?: string }).told, 'aone')
  })
})
