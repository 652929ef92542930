import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { type Compiled, compile, openProject, watch } from 'limbeck/commands'
import { coded } from '../database.js'
import { folderWith, put, revisionText } from '../folder.js'

const text = (id: string, down: string | null) =>
  `${revisionText(id, down)}export const upgrade = (op) => op.execute('CREATE TABLE t_${id} (x)')\n`

const project = (settings = '') =>
  folderWith({
    'limbeck.config.json': `{ "script": "m", "url": "sqlite:app.db"${settings} }`,
    'm/versions/aaaa.js': text('aaaa', null),
    'm/versions/bbbb.js': text('bbbb', 'aaaa'),
  })

const compiled = async (folder: string, options = {}) => {
  const [made, ...others] = await compile(await openProject({ cwd: folder, variables: {} }), options)
  assert.equal(others.length, 0)
  return made as Compiled
}

describe('compile', () => {
  it('gives the same bytes wherever it runs, and in whatever order the files were made', async () => {
    const [one, other] = [project(), project()]
    const last = join(other, 'm/versions/aaaa.js')
    rmSync(last)
    put(last, text('aaaa', null))
    await compiled(one)
    const before = process.cwd()
    process.chdir(join(other, 'm'))
    try {
      await compile(await openProject({ config: '../limbeck.config.json', variables: {} }))
    } finally {
      process.chdir(before)
    }
    const read = (folder: string) => readFileSync(join(folder, 'migrations.gen.ts'), 'utf8')
    assert.equal(read(other), read(one))
    assert.equal((await compiled(one)).written, false)
  })

  it('checks whether the file is up to date, and writes none', async () => {
    const folder = project()
    await assert.rejects(compiled(folder, { check: true }), coded('out-of-date', /migrations\.gen\.ts/))
    assert.ok(!existsSync(join(folder, 'migrations.gen.ts')))
    await compiled(folder)
    await compiled(folder, { check: true })
    put(join(folder, 'm/versions/cccc.js'), text('cccc', 'bbbb'))
    await assert.rejects(compiled(folder, { check: true }), coded('out-of-date', /limbeck compile/))
  })

  it('is for the engine and writes the file that are configured', async () => {
    const folder = project(', "compile": { "engine": "d1", "out": "src/set.mjs", "sqliteVersion": "3.40.0" }')
    const { engine, file, heads } = await compiled(folder)
    assert.deepEqual([engine, file, heads], ['d1', join(folder, 'src/set.mjs'), ['bbbb']])
    assert.doesNotMatch(readFileSync(file, 'utf8'), /import type/)
    for (const wrong of ['"d1"', '{ "engine": "mysql" }', '{ "outs": "a" }', '{ "out": 1 }']) {
      await assert.rejects(
        compiled(project(`, "compile": ${wrong}`)),
        coded('invalid-configuration', /'compile' must be/),
      )
    }
    const ini = folderWith({
      'limbeck.ini': '[limbeck]\nscript = m\ncompile_engine = postgresql\ncompile_out = x.ts\n',
      'm/versions/aaaa.js': text('aaaa', null),
    })
    assert.deepEqual((await compiled(ini)).engine, 'postgresql')
  })

  it('writes the tables at head as types, where they are wanted', async () => {
    const folder = project(', "compile": { "types": "src/database.ts" }')
    const { types, written } = await compiled(folder)
    assert.deepEqual([types, written], [join(folder, 'src/database.ts'), true])
    const module = readFileSync(join(folder, 'src/database.ts'), 'utf8')
    assert.match(module, /export interface Database \{\n {2}t_aaaa: \w+\n {2}t_bbbb: \w+\n\}/)
    await compiled(folder, { check: true })
    put(join(folder, 'src/database.ts'), `${module} `)
    await assert.rejects(compiled(folder, { check: true }), coded('out-of-date', /database\.ts/))
    assert.equal((await compiled(folder)).written, true)
    const server = folderWith({
      'limbeck.config.json': '{ "script": "m", "compile": { "engine": "postgresql", "types": "pg.ts" } }',
      'm/versions/aaaa.js': text('aaaa', null).replace('(x)', '(x integer not null)'),
    })
    assert.match(readFileSync((await compiled(server)).types as string, 'utf8'), /t_aaaa[\s\S]*x: number/)
  })

  it('writes a file for each of several databases', async () => {
    const databases = {
      users: { url: 'sqlite:users.db', compile: { types: 'users.ts' } },
      shop: { url: 'postgresql://host/shop' },
    }
    const both = `export const upgrade_users = (op) => op.execute('CREATE TABLE users (id INTEGER)')
export const upgrade_shop = (op) => op.execute('CREATE TABLE sold (id INTEGER)')
`
    const folder = folderWith({
      'limbeck.config.json': JSON.stringify({ script: 'm', compile: { engine: 'd1' }, databases }),
      'm/versions/aaaa.js': `${revisionText('aaaa')}${both}`,
    })
    const open = () => openProject({ cwd: folder, variables: {} })
    const made = await compile(await open())
    assert.deepEqual(
      made.map(({ name, file, types, engine }) => [name, relative(folder, file), types !== undefined, engine]),
      [
        ['users', 'migrations.users.gen.ts', true, 'sqlite'],
        ['shop', 'migrations.shop.gen.ts', false, 'postgresql'],
      ],
    )
    assert.match(readFileSync(join(folder, 'migrations.users.gen.ts'), 'utf8'), /TABLE users(?![\s\S]*TABLE sold)/)
    assert.match(readFileSync(join(folder, 'users.ts'), 'utf8'), /users: Users/)
    const [one, ...none] = await compile(await open(), { database: 'shop', out: join(folder, 'shop.mjs') })
    assert.deepEqual([one?.file, none], [join(folder, 'shop.mjs'), []])
    await assert.rejects(
      compile(await open(), { database: 'sold' }),
      coded('invalid-argument', /'sold'.*there are users, shop/),
    )
    await assert.rejects(
      compile(await open(), { out: 'x.ts' }),
      coded('invalid-argument', /--database \(users, shop\)/),
    )
    put(join(folder, 'm/versions/aaaa.js'), text('aaaa', null))
    assert.deepEqual(
      (await compile(await open())).map(({ name, engine }) => [name, engine]),
      [[undefined, 'd1']],
    )
    const ini = folderWith({
      'limbeck.ini': `[limbeck]
script = m
databases = users, shop
[users]
url = sqlite:users.db
compile_engine = d1
[shop]
url = sqlite:shop.db
`,
      'm/versions/aaaa.js': `${revisionText('aaaa')}${both}`,
    })
    const engines = (await compile(await openProject({ cwd: ini, variables: {} }))).map(({ engine }) => engine)
    assert.deepEqual(engines, ['d1', 'sqlite'])
  })

  it('leaves the file as it was where it cannot be written', async () => {
    const folder = project()
    mkdirSync(join(folder, 'migrations.gen.ts'))
    await assert.rejects(compiled(folder), coded('write-failed', /migrations\.gen\.ts/))
    const kept = project()
    await compiled(kept)
    put(
      join(kept, 'm/versions/cccc.js'),
      `${revisionText('cccc', 'bbbb')}export const upgrade = (op) => op.dropTable('')\n`,
    )
    const before = readFileSync(join(kept, 'migrations.gen.ts'), 'utf8')
    await assert.rejects(compiled(kept), coded('invalid-operation', /cccc\.js/))
    assert.equal(readFileSync(join(kept, 'migrations.gen.ts'), 'utf8'), before)
  })
})

describe('watch', () => {
  it('compiles again when a revision comes, changes or is wrong, until it is stopped', async () => {
    const folder = project()
    let tell: (happened: Compiled | Error) => void = () => undefined
    const next = () => new Promise<Compiled | Error>((resolve) => (tell = resolve))
    const first = next()
    const { stop } = await watch(await openProject({ cwd: folder, variables: {} }), {
      onCompiled: ([made]) => tell(made as Compiled),
      onFailed: (error) => tell(error as Error),
    })
    assert.deepEqual(((await first) as Compiled).heads, ['bbbb'])
    const second = next()
    put(join(folder, 'draft.js'), text('cccc', 'bbbb'))
    renameSync(join(folder, 'draft.js'), join(folder, 'm/versions/cccc.js'))
    assert.deepEqual(((await second) as Compiled).heads, ['cccc'])
    const third = next()
    put(join(folder, 'm/versions/cccc.js'), 'export const nothing = 1')
    assert.match(String(await third), /cccc\.js/)
    const fourth = next()
    rmSync(join(folder, 'm/versions/cccc.js'))
    assert.deepEqual(((await fourth) as Compiled).heads, ['bbbb'])
    await stop()
  })

  it('compiles again when what a revision imports changes, and nothing for what editors write beside it', async () => {
    const named = `import { name } from '../../lib/name'\n${revisionText('bbbb', 'aaaa')}`
    const folder = folderWith({
      'limbeck.config.json': '{ "script": "m", "url": "sqlite:app.db" }',
      'm/versions/aaaa.js': text('aaaa', null),
      'm/versions/bbbb.ts': `${named}export const upgrade = (op) => op.execute('CREATE TABLE ' + name + ' (x)')\n`,
      'lib/name.ts': "export * from './names/one.js'\n",
      'lib/names/one.ts': "export const name = 'one'\n",
    })
    const written = () => readFileSync(join(folder, 'migrations.gen.ts'), 'utf8')
    let tell: (happened: unknown) => void = () => undefined
    const next = () => new Promise((resolve) => (tell = resolve))
    let count = 0
    const onCompiled = () => tell(++count)
    const { stop } = await watch(await openProject({ cwd: folder, variables: {} }), { onCompiled, onFailed: tell })
    assert.match(written(), /CREATE TABLE one /)
    const second = next()
    put(join(folder, 'm/versions/.bbbb.ts.swp'), 'draft')
    put(join(folder, 'm/versions/bbbb.ts~'), 'draft')
    await new Promise((resolve) => setTimeout(resolve, 200))
    put(join(folder, 'lib/names/one.ts'), "export const name = 'two'\n")
    assert.equal(await second, 2)
    assert.match(written(), /CREATE TABLE two /)
    await stop()
  })

  it('waits for the folder of the revisions, when it goes and when it comes', async () => {
    const folder = folderWith({ 'limbeck.config.json': '{ "script": "m", "url": "sqlite:app.db" }', 'm/README': '' })
    let tell: (happened: unknown) => void = () => undefined
    const heads = (wanted: string) =>
      new Promise<void>((resolve, reject) => {
        tell = (made) => {
          if (!Array.isArray(made)) reject(made)
          else if (made[0].heads.join() === wanted) resolve()
        }
      })
    const empty = heads('')
    const project = await openProject({ cwd: folder, variables: {} })
    const { stop } = await watch(project, { onCompiled: (made) => tell(made), onFailed: (error) => tell(error) })
    await empty
    for (const id of ['aaaa', 'bbbb']) {
      const came = heads(id)
      put(join(folder, `m/versions/${id}.js`), text(id, null))
      await came
      const gone = heads('')
      rmSync(join(folder, 'm/versions'), { recursive: true })
      await gone
    }
    await stop()
  })
})
