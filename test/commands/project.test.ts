import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openProject, type ProjectOptions } from 'limbeck/commands'
import { coded } from '../database.js'
import { folderWith, revisionText } from '../folder.js'

const open = (files: Readonly<Record<string, string>>, options: ProjectOptions = {}) =>
  openProject({ cwd: folderWith(files), variables: {}, ...options })

const ts = `import { defineConfig } from 'limbeck/config'
export default defineConfig({ script: 'm', url: 'sqlite:a.db', environments: { prod: { url: 'sqlite:p.db' } } })
`

describe('openProject', () => {
  for (const [name, text] of [
    ['limbeck.config.ts', ts],
    ['limbeck.config.mjs', ts],
    ['limbeck.config.js', ts],
    [
      'limbeck.config.json',
      '{ "script": "m", "url": "sqlite:a.db", "environments": { "prod": { "url": "sqlite:p.db" } } }',
    ],
    [
      'package.json',
      '{ "limbeck": { "script": "m", "url": "sqlite:a.db", "environments": { "prod": { "url": "sqlite:p.db" } } } }',
    ],
    ['limbeck.ini', '[limbeck]\nscript = m\nurl = sqlite:a.db\n[prod]\nscript = m\nurl = sqlite:p.db\n'],
  ] as const) {
    it(`reads ${name}, and the environment that is named`, async () => {
      const { settings, file, folder } = await open({ [name]: text })
      assert.deepEqual([settings.script, settings.url, file], ['m', 'sqlite:a.db', join(folder, name)])
      assert.equal((await open({ [name]: text }, { name: 'prod' })).settings.url, 'sqlite:p.db')
      await assert.rejects(
        open({ [name]: text }, { name: 'nosuch' }),
        coded(
          'invalid-configuration',
          /there is no (environment 'nosuch'; there are prod|section \[nosuch\]; there is)/,
        ),
      )
    })
  }
  it('hands the variables to a configuration that is a function', async () => {
    const text =
      "import { defineConfig } from 'limbeck/config'\nexport default defineConfig(({ env }) => ({ url: env.DB }))"
    const { settings } = await open({ 'limbeck.config.ts': text }, { variables: { DB: 'sqlite:x' } })
    assert.equal(settings.url, 'sqlite:x')
  })
  it('puts variables where a file that is no code names them', async () => {
    const json = `{ "script": "m", "url": "postgresql://u:\${PASSWORD}@h/d" }`
    const { settings } = await open({ 'limbeck.config.json': json }, { variables: { PASSWORD: 'x' } })
    assert.equal(settings.url, 'postgresql://u:x@h/d')
    await assert.rejects(
      open({ 'limbeck.config.json': json }),
      coded('invalid-configuration', /limbeck\.config\.json: \$\{PASSWORD\} is not set in the environment/),
    )
  })
  it('takes options first, then variables, the environment, the rest', async () => {
    const files = { 'limbeck.config.ts': ts, 'other.json': '{ "url": "sqlite:o.db" }' }
    const url = async (options: ProjectOptions) => (await open(files, options)).settings.url
    const variables = { LIMBECK_URL: 'sqlite:v.db', LIMBECK_NAME: 'prod' }
    assert.equal(await url({ settings: { url: 'sqlite:f.db' }, variables }), 'sqlite:f.db')
    assert.equal(await url({ variables }), 'sqlite:v.db')
    assert.equal(await url({ variables: { LIMBECK_NAME: 'prod' } }), 'sqlite:p.db')
    assert.equal(await url({ variables: { LIMBECK_CONFIG: 'other.json' } }), 'sqlite:o.db')
    assert.equal(await url({ config: 'limbeck.config.ts', variables: { LIMBECK_CONFIG: 'other.json' } }), 'sqlite:a.db')
  })
  it('needs no configuration when a program says everything', async () => {
    const project = await open({ 'm/versions/a.ts': revisionText('a') }, { settings: { script: 'm' } })
    assert.deepEqual([project.file, project.scripts().graph.ids], [undefined, ['a']])
  })
  it("starts paths at the configuration's file", async () => {
    const files = { 'sub/c.json': '{ "script": "m", "versions": ["m/one"] }', 'sub/m/one/a.ts': revisionText('a') }
    assert.deepEqual((await open(files, { config: 'sub/c.json' })).scripts().graph.ids, ['a'])
  })
  it('finds revisions again in the folders that a file template makes', async () => {
    const files = { 'limbeck.config.json': '{ "script": "m", "fileTemplate": "%(year)s/%(rev)s" }' }
    const project = await open({ ...files, 'm/versions/2026/a.ts': revisionText('a') })
    assert.deepEqual(project.scripts().graph.ids, ['a'])
  })
  it('reads -x arguments', async () => {
    const { x } = await open({}, { settings: { script: 'm' }, x: ['a=1', 'b', 'c=d=e', 'a=2'] })
    assert.deepEqual(x, { a: '2', b: '', c: 'd=e' })
  })

  for (const [setting, words] of [
    ['"target": 5', "'target' must be a file, an address, tables, or a list of them"],
    ['"includeSchemas": "app"', "'includeSchemas' must be true, false or a list of texts"],
    ['"compareType": "no"', "'compareType' must be true, false or a function"],
    ['"includeName": "note"', "'includeName' must be a function"],
    ['"comparators": [1]', "'comparators' must be functions, in a list or by name"],
    ['"renderers": []', "'renderers' must be an object of functions"],
    ['"revisionEnvironment": "yes"', "'revisionEnvironment' must be true or false"],
    ['"onVersionApply": {}', "'onVersionApply' must be a function"],
  ] as const) {
    it(`refuses ${setting}`, async () => {
      const message = new RegExp(`limbeck\\.config\\.json: ${words}\\.$`)
      await assert.rejects(open({ 'limbeck.config.json': `{ ${setting} }` }), coded('invalid-configuration', message))
    })
  }

  for (const [what, files, options, code, words] of [
    ['none', {}, {}, 'no-configuration', /no configuration in .*limbeck init migrations.*-c\.$/],
    ['none of that name', {}, { config: 'x.ts' }, 'no-configuration', /There is no configuration .*x\.ts\.$/],
    [
      'two',
      { 'limbeck.ini': '', 'limbeck.config.ts': ts },
      {},
      'invalid-configuration',
      /several .*config\.ts, .*\.ini\. K/,
    ],
    [
      'no default export',
      { 'limbeck.config.ts': 'export const a = 1' },
      {},
      'invalid-configuration',
      /no default export/,
    ],
    [
      'one that throws',
      { 'limbeck.config.ts': "throw Error('why')" },
      {},
      'invalid-configuration',
      /cannot be run: why/,
    ],
    [
      'broken JSON',
      { 'limbeck.config.json': '{' },
      {},
      'invalid-configuration',
      /limbeck\.config\.json: it is no JSON/,
    ],
    [
      'a broken package.json',
      { 'package.json': '{ "limbeck"' },
      {},
      'invalid-configuration',
      /package\.json is no JSON/,
    ],
    [
      'a package.json without',
      { 'package.json': '{}' },
      { config: 'package.json' },
      'invalid-configuration',
      /no key 'lim/,
    ],
    [
      'an unknown key',
      { 'limbeck.config.json': '{"scripts":1}' },
      {},
      'invalid-configuration',
      /'scripts' is no setting; t/,
    ],
    [
      'another kind of value',
      { 'limbeck.config.json': '{"script":1}' },
      {},
      'invalid-configuration',
      /'script' must be a t/,
    ],
    [
      'a bad hook',
      { 'limbeck.config.json': '{"hooks":[{"name":"a"}]}' },
      {},
      'invalid-configuration',
      /'hooks' must be a li/,
    ],
    [
      'a bad environment',
      { 'limbeck.config.json': '{"environments":{"p":3}}' },
      {},
      'invalid-configuration',
      /the enviro/,
    ],
    ['a list', { 'limbeck.config.json': '[]' }, {}, 'invalid-configuration', /it must be an object/],
  ] as const) {
    it(`says what is wrong with ${what}`, async () => {
      await assert.rejects(open(files, options), coded(code, words))
    })
  }
  it('says that no script directory is named, or that it is missing', async () => {
    const none = await open({ 'limbeck.config.json': '{}' })
    assert.throws(
      () => none.scripts(),
      coded('invalid-configuration', /limbeck\.config\.json: 'script' is missing: name/),
    )
    const gone = await open({ 'limbeck.config.json': '{ "script": "m" }' })
    assert.throws(() => gone.scripts(), coded('no-script-directory', /no directory .*m\. Make it with 'limbeck init/))
  })
})
