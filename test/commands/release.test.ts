import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Compiled, check, compile, openProject, type ReleasedRevisions, release, upgrade } from 'limbeck/commands'
import { coded } from '../database.js'
import { folderWith, put, revisionText } from '../folder.js'

const first = (sql: string) => `${revisionText('aaaa')}export const upgrade = (op) => op.execute('${sql}')\n`
const second = `${revisionText('bbbb', 'aaaa')}export const program = true\nexport const upgrade = (op) => op.execute('SELECT 1')\n`

const project = () =>
  folderWith({
    'limbeck.config.json': '{ "script": "m", "url": "sqlite:app.db" }',
    'm/versions/aaaa_first.js': first('CREATE TABLE t (a)'),
    'm/versions/bbbb_second.js': second,
  })

const open = (cwd: string) => openProject({ cwd, variables: {} })
const released = async (folder: string, options = {}) => {
  const [made, ...others] = await release(await open(folder), options)
  assert.equal(others.length, 0)
  return made as ReleasedRevisions
}

const changed = coded('released-changed', /aaaa_first\.js.*released\/sqlite\/aaaa_first\.sql.*--refreeze aaaa/)

describe('release', () => {
  it('freezes each revision once, and what is new later', async () => {
    const folder = project()
    const { written, engine } = await released(folder)
    const files = ['aaaa_first', 'bbbb_second'].map((name) => join(folder, `m/released/sqlite/${name}.sql`))
    assert.deepEqual([written, engine], [files, 'sqlite'])
    assert.match(
      readFileSync(files[0] as string, 'utf8'),
      /-- upgrade: statements [0-9a-f]{16}\n-- downgrade: none\n\n-- upgrade\nCREATE TABLE t \(a\);\n$/,
    )
    assert.match(readFileSync(files[1] as string, 'utf8'), /-- upgrade: program [0-9a-f]{16}\n/)
    assert.deepEqual((await released(folder)).written, [])
    put(join(folder, 'm/versions/cccc.js'), `${revisionText('cccc', 'bbbb')}`)
    assert.deepEqual((await released(folder)).written, [join(folder, 'm/released/sqlite/cccc.sql')])
  })

  it('tells what fails on an empty database', async () => {
    const folder = project()
    assert.equal((await released(folder)).fails, undefined)
    put(
      join(folder, 'm/versions/cccc.js'),
      `${revisionText('cccc', 'bbbb')}export const upgrade = (op) => op.execute('SELEKT 1')\n`,
    )
    assert.match(
      (await released(folder)).fails ?? '',
      /the upgrade of cccc fails, versions\/cccc\.js: near "SELEKT": syntax error/,
    )
  })

  it('is what compile writes, whatever would be compiled now', async () => {
    const folder = project()
    await release(await open(folder))
    const file = join(folder, 'm/released/sqlite/aaaa_first.sql')
    put(file, readFileSync(file, 'utf8').replace('CREATE TABLE t (a)', 'CREATE TABLE t (a /* by hand */)'))
    const [made] = (await compile(await open(folder))) as [Compiled]
    assert.match(readFileSync(made.file, 'utf8'), /by hand/)
    assert.equal(made.report[0]?.released, true)
  })

  it('names the file of a source that is not what was released, in compile, check and release', async () => {
    const folder = project()
    await upgrade(await open(folder), 'head')
    await release(await open(folder))
    await check(await open(folder))
    put(join(folder, 'm/versions/aaaa_first.js'), first('CREATE TABLE t (a, b)'))
    await assert.rejects(compile(await open(folder)), changed)
    await assert.rejects(check(await open(folder)), changed)
    await assert.rejects(release(await open(folder)), changed)
    put(join(folder, 'm/versions/aaaa_first.js'), first('CREATE TABLE t (a)').replaceAll('\n', '\r\n'))
    await check(await open(folder))
    put(join(folder, 'm/versions/bbbb_second.js'), second.replaceAll('\n', '\r\n'))
    await check(await open(folder))
    put(join(folder, 'm/versions/bbbb_second.js'), `${second}// more`)
    await assert.rejects(check(await open(folder)), coded('released-changed', /bbbb_second\.js/))
    rmSync(join(folder, 'm/versions/bbbb_second.js'))
    await assert.rejects(
      check(await open(folder)),
      coded(
        'released-changed',
        /^The source of bbbb is gone, .*put it back.*run released\/sqlite\/bbbb_second\.sql\. Where none has, delete/,
      ),
    )
  })

  it('freezes one again where that is asked for, and shows the difference', async () => {
    const folder = project()
    await release(await open(folder))
    put(join(folder, 'm/versions/aaaa_first.js'), first('CREATE TABLE t (a, b)'))
    const { refrozen, written } = await released(folder, { refreeze: ['aaaa'] })
    assert.deepEqual([written, refrozen.map(({ revision }) => revision)], [[], ['aaaa']])
    assert.match(refrozen[0]?.difference ?? '', /\n-CREATE TABLE t \(a\);\n\+CREATE TABLE t \(a, b\);\n/)
    await compile(await open(folder))
    await assert.rejects(release(await open(folder), { refreeze: ['gone'] }), coded('unknown-revision', /gone/))
    put(join(folder, 'm/versions/cccc.js'), `${revisionText('cccc', 'bbbb')}`)
    await assert.rejects(
      release(await open(folder), { refreeze: ['cccc'] }),
      coded('invalid-argument', /not been released/),
    )
  })

  it('is no revision where the whole script directory is searched', async () => {
    const folder = project()
    put(
      join(folder, 'limbeck.config.json'),
      '{ "script": "m", "versions": ["m"], "recursive": true, "url": "sqlite:app.db" }',
    )
    await release(await open(folder))
    assert.equal((await compile(await open(folder)))[0]?.report.length, 4)
  })

  it('freezes the revisions of several databases, each in a folder of its own', async () => {
    const users = 'export const upgrade_users = (op) => op.execute("CREATE TABLE users (id INTEGER)")\n'
    const folder = folderWith({
      'limbeck.config.json': JSON.stringify({
        script: 'm',
        databases: { users: { url: 'sqlite:users.db' }, shop: { url: 'postgresql://host/shop' } },
      }),
      'm/versions/aaaa.js': `${revisionText('aaaa')}${users}`,
      'm/versions/bbbb.js': `${revisionText('bbbb', 'aaaa')}export const upgrade_shop = (op) => op.execute("CREATE TABLE sold (id INTEGER)")\n`,
    })
    const project = await open(folder)
    const files = (await release(project)).map(({ name, written }) => [name, written])
    const at = (...names: string[]) => names.map((name) => join(folder, 'm/released', name))
    assert.deepEqual(files, [
      ['users', at('sqlite/users/aaaa.sql', 'sqlite/users/bbbb.sql')],
      ['shop', at('postgresql/shop/aaaa.sql', 'postgresql/shop/bbbb.sql')],
    ])
    assert.match(readFileSync(join(folder, 'm/released/sqlite/users/aaaa.sql'), 'utf8'), /CREATE TABLE users/)
    assert.doesNotMatch(readFileSync(join(folder, 'm/released/sqlite/users/bbbb.sql'), 'utf8'), /CREATE TABLE/)
    assert.deepEqual(await release(await open(folder), { database: 'shop' }), [
      { name: 'shop', engine: 'postgresql', written: [], refrozen: [] },
    ])
    put(join(folder, 'm/versions/aaaa.js'), `${revisionText('aaaa')}${users.replace('INTEGER', 'TEXT')}`)
    const usersChanged = coded('released-changed', /aaaa\.js.*released\/sqlite\/users\/aaaa\.sql/)
    await assert.rejects(compile(await open(folder)), usersChanged)
    await assert.rejects(compile(await open(folder), { database: 'users' }), usersChanged)
    await compile(await open(folder), { database: 'shop' })
  })
})
