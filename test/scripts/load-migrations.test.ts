import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { migrator } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { compile } from 'limbeck/compile'
import { loadMigrations, sourceRevisions } from 'limbeck/scripts'
import { readScripts } from '../../src/scripts/script-directory.js'
import { coded, newDatabase, objects } from '../database.js'
import { folderWith, put, revisionText } from '../folder.js'

const create = (table: string) => `
import { column, integer, type Operations } from 'limbeck/op'
export const upgrade = (op: Operations) => op.createTable('${table}', column('id', integer()))
export const downgrade = (op: Operations) => op.dropTable('${table}')
`

describe('loadMigrations', () => {
  it('gives what migrator takes, and runs no more than it must', async () => {
    const folder = folderWith({
      'versions/a.ts': revisionText('a', null, create('note')),
      'versions/b.sql':
        '-- revision: b\n-- revises: a\n-- upgrade\nCREATE TABLE tag (id)\n-- downgrade\nDROP TABLE tag',
      'versions/c.ts': revisionText('c', 'b', "throw Error('not to be run')"),
    })
    const db = newDatabase()
    const { upgrade, heads, current } = migrator(sqlJs(db), await loadMigrations(folder))
    await upgrade('b')
    assert.deepEqual(objects(db), ['limbeck_journal', 'limbeck_version', 'note', 'tag'])
    assert.deepEqual([(await heads()).map(({ revision }) => revision), await current()], [['c'], ['b']])
    await assert.rejects(upgrade('head'), coded('invalid-revision', /c\.ts cannot be run: not to be run/))
    assert.deepEqual(await current(), ['b'])
  })

  it('refuses a file that is another revision than its header said', async () => {
    const folder = folderWith({ 'versions/a.ts': revisionText('a', null, create('note')) })
    const migrations = await loadMigrations(folder)
    put(join(folder, 'versions/a.ts'), revisionText('z', null, create('note')))
    const { upgrade } = migrator(sqlJs(newDatabase()), migrations)
    await assert.rejects(upgrade(), coded('invalid-revision', /a\.ts holds z; its header said a/))
  })

  it('takes the functions of one of several databases', async () => {
    const more = create('x').replace('upgrade', 'upgrade_one').replace('downgrade', 'downgrade_one')
    const folder = folderWith({ 'versions/a.ts': revisionText('a', null, more) })
    for (const [name, made] of [
      ['one', ['limbeck_journal', 'limbeck_version', 'x']],
      ['two', ['limbeck_journal', 'limbeck_version']],
    ] as const) {
      const db = newDatabase()
      await migrator(sqlJs(db), await loadMigrations(folder, { name })).upgrade()
      assert.deepEqual(objects(db), made)
    }
  })

  it('refuses to run nothing where a function has another name', async () => {
    for (const [text, found] of [
      [create('x').replace('upgrade', 'upgarde'), 'upgarde'],
      [create('x').replace(/export const upgrade .*/, ''), 'downgrade'],
    ] as const) {
      const folder = folderWith({ 'versions/a.ts': revisionText('a', null, text) })
      const refused = coded('invalid-revision', new RegExp(`a\\.ts has ${found}, and no upgrade`))
      const db = newDatabase()
      await assert.rejects(migrator(sqlJs(db), await loadMigrations(folder)).upgrade(), refused)
      assert.deepEqual(objects(db), [])
      await assert.rejects(compile({ engine: 'sqlite', revisions: sourceRevisions(readScripts(folder)) }), refused)
    }
  })

  it('refuses to run nothing where only databases by name have something to do', async () => {
    const more = create('x').replace('upgrade', 'upgrade_one').replace('downgrade', 'downgrade_one')
    const folder = folderWith({ 'versions/a.ts': revisionText('a', null, more) })
    const db = newDatabase()
    const refused = coded('invalid-revision', /a\.ts has (up|down)grade_one, for one of several databases/)
    await assert.rejects(migrator(sqlJs(db), await loadMigrations(folder)).upgrade(), refused)
    assert.deepEqual(objects(db), [])
    const revisions = sourceRevisions(readScripts(folder))
    await assert.rejects(compile({ engine: 'sqlite', revisions }), refused)
  })
})
