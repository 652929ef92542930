import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { MigrationSet } from 'limbeck'
import { compile, init, listTemplates, merge, openProject, revision } from 'limbeck/commands'
import { loadMigrations } from 'limbeck/scripts'
import { coded } from '../database.js'
import { folderWith } from '../folder.js'

/** How an app comes by its migrations. */
const lines = {
  generic: /loadMigrations\('migrations'\)/,
  postgres: /loadMigrations\('migrations'\)/,
  browser: /plugins: \[limbeck\(\)\][\s\S]*from 'limbeck\/migrations'/,
  worker: /limbeck compile[\s\S]*migrations\.gen'\nawait ensureHead\(env\.DB, migrations\)/,
  'durable-object': /limbeck compile[\s\S]*ensureObjectHead\(ctx, migrations\)/,
}

describe('init', () => {
  for (const [what, files, template, project, directory] of [
    ['an empty folder', {}, 'generic', 'a folder', 'migrations'],
    ['a Node project', { 'package.json': '{}' }, 'generic', 'a Node project', 'migrations'],
    ['a server', { 'package.json': '{"dependencies":{"pg":"8"}}' }, 'postgres', 'a Node project with pg', 'migrations'],
    [
      'a Vite project',
      { 'package.json': '{"devDependencies":{"vite":"8"}}' },
      'browser',
      'a Vite project',
      'migrations',
    ],
    ['a Vite configuration', { 'vite.config.ts': '' }, 'browser', 'a Vite project', 'migrations'],
    ['a wrangler project', { 'wrangler.toml': 'name = "x"' }, 'worker', 'a wrangler project', 'limbeck'],
    [
      'Durable Objects',
      { 'wrangler.jsonc': '{ "durable_objects": {} }' },
      'durable-object',
      'a wrangler project with Durable Objects',
      'limbeck',
    ],
  ] as const) {
    it(`recognises ${what}, and makes what a first revision takes`, async () => {
      const cwd = folderWith(files)
      const made = await init(undefined, { cwd })
      assert.deepEqual([made.template, made.project, made.directory], [template, project, join(cwd, directory)])
      assert.deepEqual(readdirSync(made.directory), ['README', 'env.ts', 'script.ts.tmpl', 'versions'])
      assert.match(made.lines.join('\n'), lines[template])
      const [{ file } = { file: '' }] = await revision(await openProject({ cwd, variables: {} }), { message: 'first' })
      assert.match(readFileSync(file, 'utf8'), /^\/\*\*\n \* first\n/)
    })
  }
  for (const [what, wrangler, engine] of [
    ['Worker', 'name = "x"', 'd1'],
    ['Durable Object', '[durable_objects]', 'durable-object'],
  ] as const) {
    it(`configures what a ${what} imports`, async () => {
      const cwd = folderWith({ 'wrangler.toml': wrangler })
      await init(undefined, { cwd })
      await revision(await openProject({ cwd, variables: {} }), { message: 'first' })
      await compile(await openProject({ cwd, variables: {} }))
      const { migrations } = (await import(join(cwd, 'migrations.gen.ts'))) as { migrations: MigrationSet }
      assert.equal(migrations.engine, engine)
    })
  }

  it('takes the template and the folder that are named, and reports every file', async () => {
    const cwd = folderWith({ 'vite.config.ts': '', 'db/keep': '' })
    const told: string[] = []
    const made = await init('db/schema', {
      cwd,
      template: 'multidb',
      report: ({ kind, path }) => told.push(`${kind} ${path.slice(cwd.length)}`),
    })
    assert.deepEqual(told, [
      'folder /db/schema',
      'folder /db/schema/versions',
      'file /db/schema/README',
      'file /db/schema/env.ts',
      'file /db/schema/script.ts.tmpl',
      'file /limbeck.config.ts',
    ])
    assert.match(readFileSync(made.config, 'utf8'), /script: 'db\/schema',/)
  })
  it('takes the database of the variables, and never writes it down', async () => {
    const cwd = folderWith()
    await init('m', { cwd })
    const url = async (variables: Record<string, string>) => (await openProject({ cwd, variables })).settings.url
    assert.equal(await url({ DATABASE_URL: 'postgresql://u:p@h/d' }), 'postgresql://u:p@h/d')
    assert.equal(await url({}), 'sqlite:app.db')
  })
  it('makes a module of all revisions, which grows with them', async () => {
    const cwd = folderWith({ 'vite.config.ts': '' })
    const { lines } = await init('m', { cwd, package: true })
    assert.equal(lines[1], "import { revisions } from './m/versions/index.js'")
    const open = () => openProject({ cwd, variables: {} })
    const write = async (head: string, id: string) =>
      revision(await open(), { head, revision: id, message: `it's ${id}` })
    await write('base', 'aaaa')
    await write('base', 'bbbb')
    await merge(await open(), ['heads'], { revision: 'cccc' })
    const index = join(cwd, 'm/versions/index.ts')
    const { revisions } = (await import(index)) as { revisions: readonly { readonly revision: string }[] }
    assert.deepEqual(
      revisions.map((one) => one.revision),
      ['aaaa', 'bbbb', 'cccc'],
    )
    // It is no revision itself.
    assert.equal((await loadMigrations(join(cwd, 'm'))).length, 3)
    writeFileSync(index, 'export const mine = 1\n')
    await revision(await open(), { revision: 'dddd' })
    assert.equal(readFileSync(index, 'utf8'), 'export const mine = 1\n')
  })
  it('leaves a configuration that is there', async () => {
    const cwd = folderWith({ 'limbeck.ini': '[limbeck]\n' })
    const made = await init('m', { cwd })
    assert.deepEqual([made.configKept, made.config], [true, join(cwd, 'limbeck.ini')])
    assert.equal(readFileSync(made.config, 'utf8'), '[limbeck]\n')
    assert.ok(!existsSync(join(cwd, 'limbeck.config.ts')))
  })
  it('fills an empty folder, and refuses one that is not', async () => {
    const cwd = folderWith({ 'm/mine': '' })
    await assert.rejects(init('m', { cwd }), coded('folder-not-empty', /m is there and is not empty: name another/))
    assert.deepEqual(readdirSync(cwd), ['m'])
  })
  it('names the templates when there is none of that name', async () => {
    const cwd = folderWith()
    await assert.rejects(
      init('m', { cwd, template: 'x' }),
      coded('unknown-template', /'x': there are browser, .*worker\./),
    )
    assert.deepEqual(readdirSync(cwd), [])
  })
})

describe('listTemplates', () => {
  it('gives the first line of each README', async () => {
    const templates = await listTemplates()
    assert.deepEqual(
      templates.map(({ name }) => name),
      ['browser', 'durable-object', 'generic', 'multidb', 'postgres', 'worker'],
    )
    assert.equal(templates[2]?.summary, 'Generic single-database configuration.')
  })
})
