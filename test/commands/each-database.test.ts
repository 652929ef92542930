import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import {
  check,
  current,
  ensureVersion,
  history,
  merge,
  openProject,
  type ProjectOptions,
  revision as revisionCommand,
  stamp,
  upgrade,
  upgradeSql,
} from 'limbeck/commands'
import { coded, newDatabase, objects } from '../database.js'
import { folderWith, revisionText } from '../folder.js'

const revision = revisionText(
  'a',
  null,
  `export const upgrade_users = (op) => op.execute('CREATE TABLE user (id)')
export const upgrade_sales = (op) => op.execute('CREATE TABLE sale (id)')
`,
)
/** The same for whichever database. */
const plain = { 'm/versions/a.js': revisionText('a', null, 'export const upgrade = () => {}') }
const env = (body: string) =>
  `import { defineEnv } from 'limbeck/config'\nexport default defineEnv(async (given) => {${body}})`

const open = (config: object, files: Readonly<Record<string, string>> = {}, options: ProjectOptions = {}) =>
  openProject({
    cwd: folderWith({ 'm/versions/a.js': revision, 'c.json': JSON.stringify({ script: 'm', ...config }), ...files }),
    config: 'c.json',
    variables: {},
    ...options,
  })

describe('a command on databases', () => {
  const databases = { users: { url: 'sqlite:users.db' }, sales: { url: 'sqlite:sales.db' } }
  const each = env(`for (const [name, { url }] of Object.entries(given.config.databases)) {
    if (!given.x.name || given.x.name === name) await given.run({ name, url })
  }`)

  it('runs on every database that env.ts names, each with its own functions', async () => {
    const project = await open({ databases }, { 'm/env.ts': each })
    assert.deepEqual(
      (await upgrade(project, 'head')).map(({ database, name, to }) => [database, name, to]),
      [
        ['sqlite:users.db', 'users', ['a']],
        ['sqlite:sales.db', 'sales', ['a']],
      ],
    )
    const adapter = sqlJs(newDatabase())
    assert.deepEqual((await adapter.query('SELECT 1 AS x'))[0], { x: 1 })
    assert.ok(existsSync(join(project.folder, 'users.db')) && existsSync(join(project.folder, 'sales.db')))
  })
  it('hands -x to env.ts', async () => {
    const project = await open({ databases }, { 'm/env.ts': each }, { x: ['name=sales'] })
    assert.deepEqual(
      (await current(project)).map(({ name }) => name),
      ['sales'],
    )
  })
  it('writes the SQL of every database, and opens none', async () => {
    const project = await open({ databases }, { 'm/env.ts': each })
    const written = await upgradeSql(project, 'head')
    assert.deepEqual(
      written.map(({ name, sql }) => [name, /CREATE TABLE (\w+)(?= \(id\))/.exec(sql)?.[1]]),
      [
        ['users', 'user'],
        ['sales', 'sale'],
      ],
    )
    assert.ok(!existsSync(join(project.folder, 'users.db')))
  })
  it('needs to know whose SQL it is to write', async () => {
    const project = async (adapter: unknown) =>
      openProject({
        cwd: folderWith(plain),
        settings: { script: 'm', adapter: adapter as never },
      })
    assert.match((await upgradeSql(await project(sqlJs(newDatabase())), 'head'))[0]?.sql ?? '', /^BEGIN;/)
    const made = await project(() => assert.fail('it was made'))
    await assert.rejects(upgradeSql(made, 'head'), coded('invalid-configuration', /Whose SQL is it to be\?/))
    await assert.rejects(
      upgradeSql(await project(undefined), 'head'),
      coded('invalid-configuration', /no database is na/),
    )
  })
  it('runs env.ts for revision, merge and history where the configuration says so, and opens nothing', async () => {
    const told = env(
      "await given.run({ url: 'sqlite:no/such/folder.db' }); globalThis.offline = [...(globalThis.offline ?? []), given.offline]",
    )
    const files = {
      'm/env.ts': told,
      'm/script.sql.tmpl': `-- revision: \${revision}\n-- revises: \${downRevision}\n-- branch labels: \${branchLabels}\n-- upgrade\n`,
    }
    const project = (revisionEnvironment: boolean) => open({ revisionEnvironment }, files)
    const ran = () => (globalThis as { offline?: readonly boolean[] }).offline
    await revisionCommand(await project(false))
    await history(await project(false))
    assert.equal(ran(), undefined)
    await assert.rejects(
      revisionCommand(await project(false), { sql: true }),
      coded('invalid-argument', /does not make any sense\.$/),
    )
    await revisionCommand(await project(true))
    await revisionCommand(await project(true), { sql: true })
    await merge(await project(true), ['a'])
    await history(await project(true))
    assert.deepEqual(ran(), [false, true, false, false])
  })
  it('hands the tag, the settings and that SQL is run to env.ts', async () => {
    const body =
      "if (given.tag !== 't' || given.offline || given.config.url !== 'sqlite::memory:') throw Error('no')\nawait given.run()"
    const project = await open({ url: 'sqlite::memory:' }, { 'm/env.ts': env(body) }, { tag: 't' })
    assert.deepEqual(await current(project), [{ database: 'sqlite::memory:', rows: [], revisions: [] }])
  })
  it('works on the connection of a program, with env.ts or without', async () => {
    for (const files of [
      plain,
      { ...plain, 'm/env.ts': env('await given.run(given.connection && { adapter: given.connection })') },
    ]) {
      const db = newDatabase()
      await upgrade(await open({ url: 'sqlite:no/such.db' }, files, { connection: sqlJs(db) }), 'head')
      assert.deepEqual(objects(db), ['limbeck_journal', 'limbeck_version'])
    }
  })
  it('works on the adapter of the settings, or what makes one', async () => {
    const db = newDatabase()
    for (const adapter of [sqlJs(db), async () => sqlJs(db)]) {
      const project = await openProject({
        cwd: folderWith(plain),
        settings: { script: 'm', adapter },
      })
      const [result] = await upgrade(project, 'head')
      assert.deepEqual(
        [result?.database, result?.to],
        [typeof adapter === 'function' ? 'the database' : 'the database', ['a']],
      )
    }
  })
  it('finds the version rows where the settings, or env.ts, say', async () => {
    const db = newDatabase()
    const connection = sqlJs(db)
    const given = { 'm/env.ts': env("await given.run({ adapter: given.connection, versionTable: 'mine' })") }
    await upgrade(await open({ versionTable: 'alembic_version' }, plain, { connection }), 'head')
    await stamp(await open({}, given, { connection }), ['head'])
    assert.deepEqual(objects(db), ['alembic_version', 'limbeck_journal', 'mine'])
    const ensured = await ensureVersion(await open({ versionTable: 'mine' }, {}, { connection }))
    assert.deepEqual(
      ensured.map(({ created }) => created),
      [false],
    )
    assert.equal((await check(await open({ versionTable: 'alembic_version' }, {}, { connection })))[0]?.atHead, true)
    assert.deepEqual((await current(await open({}, {}, { connection })))[0]?.rows, [])
  })
  it('does not make a file that it only reads', async () => {
    const project = await open({ url: 'sqlite:app.db' })
    assert.deepEqual((await current(project))[0]?.rows, [])
    assert.ok(!existsSync(join(project.folder, 'app.db')))
  })
  for (const [what, config, files, words] of [
    ['no database', {}, {}, /c\.json: no database is named: add url: 'sqlite:app\.db', or set LIMBECK_URL\./],
    ['an env.ts without export', {}, { 'm/env.ts': 'export const a = 1' }, /env\.ts: it has no default export/],
    ['an env.ts that runs nothing', {}, { 'm/env.ts': env('') }, /env\.ts: it ended before any 'run' had: await run/],
    [
      'a database of no kind',
      { url: 'mysql://u:pw@h/d' },
      {},
      /'mysql:\/\/u:\*\*\*@h\/d' is no database: write sqlite/,
    ],
  ] as const) {
    it(`says what is wrong with ${what}`, async () => {
      await assert.rejects(current(await open(config, files)), coded('invalid-configuration', words))
    })
  }
  it('tells what env.ts threw from what a database did', async () => {
    const own = await open({ url: 'sqlite::memory:' }, { 'm/env.ts': env("throw Error('mine')") })
    await assert.rejects(current(own), coded('invalid-configuration', /m\/env\.ts failed: mine\./))
    const project = await open({ url: 'sqlite:app.db' }, { 'm/env.ts': env('await given.run()'), 'app.db': 'garbage' })
    await assert.rejects(current(project), coded('not-a-database', /^sqlite:app\.db is no SQLite database\.$/))
  })
  it('names an env.ts that cannot be run', async () => {
    const project = await open({}, { 'm/env.ts': 'const = 1' })
    await assert.rejects(current(project), coded('invalid-revision', /m\/env\.ts cannot be run/))
  })
})
