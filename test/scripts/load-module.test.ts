import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { LimbeckError } from 'limbeck'
import { loadModule } from '../../src/scripts/load-module.js'
import { coded } from '../database.js'
import { folderWith, put } from '../folder.js'

const run = (text: string, name = 'm.ts', more: Readonly<Record<string, string>> = {}) =>
  loadModule(join(folderWith({ [name]: text, ...more }), name))

describe('loadModule', () => {
  for (const name of ['m.ts', 'm.mts', 'm.js', 'm.mjs']) {
    it(`runs ${name}, where Limbeck is this very package`, async () => {
      const { error, async: later } = await run(
        "import { LimbeckError } from 'limbeck'\nexport const error = LimbeckError\nexport async function async() {}",
        name,
      )
      assert.equal(error, LimbeckError)
      assert.equal((later as () => void).constructor.name, 'AsyncFunction')
    })
  }
  it('runs TypeScript, enums and imports of other files included', async () => {
    const text = `import { LimbeckError } from 'limbeck'
import { word } from './word.js'
import type { Operations } from 'limbeck/op'
enum Size { small = 3 }
export const all = (op?: Operations): string => word + Size.small
export const error: unknown = LimbeckError
`
    const { all, error } = await run(text, 'm.ts', { 'word.ts': "export const word: string = 'w'" })
    assert.equal((all as () => string)(), 'w3')
    assert.equal(error, LimbeckError)
  })
  it('is not misled by a type argument that plain JavaScript would compare', async () => {
    const { one } = await run('const same = <T,>(x: T) => x\nexport const one = same<number>(1)')
    assert.equal(one, 1)
  })
  it('runs plain JavaScript without a compiler, in a file that says it is TypeScript', () => {
    const folder = folderWith({ 'c.ts': 'export default { a: 1 }' })
    const loader = resolve('src/scripts/load-module.ts')
    const code = `import { loadModule } from '${loader}'
      import Module from 'node:module'
      const { default: found } = await loadModule('${folder}/c.ts')
      console.log(found.a, Object.keys(Module._cache).filter((file) => file.includes('jiti')).length)`
    const node = ['--import', 'tsx', '--input-type=module', '--eval', code]
    assert.equal(execFileSync(process.execPath, node, { encoding: 'utf8' }), '1 0\n')
  })
  it('runs a file anew after it changed', async () => {
    const folder = folderWith({ 'm.ts': 'export const a: number = 1' })
    assert.equal((await loadModule(join(folder, 'm.ts'))).a, 1)
    put(join(folder, 'm.ts'), 'export const a: number = 2')
    assert.equal((await loadModule(join(folder, 'm.ts'))).a, 2)
  })
  for (const [what, text, words] of [
    ['does not parse', 'export const = 1', /m\.ts cannot be run: .*/],
    ['throws', "throw Error('my own')", /m\.ts cannot be run: my own/],
    [
      'imports what is not there',
      "import x from 'no-such-package'\nexport default x",
      /cannot be run: .*no-such-package/,
    ],
  ] as const) {
    it(`names a file that ${what}`, async () => {
      await assert.rejects(run(text), coded('invalid-revision', words))
    })
  }
})

it('says that it was bundled where its own files are not to be found', async () => {
  for (const around of [{}, { 'package.json': '{ "name": "app" }' }]) {
    const folder = folderWith({
      ...around,
      'revision.ts': "import { text } from 'limbeck/op'\nexport const type = text()\n",
    })
    const outfile = join(folder, 'server.mjs')
    await build({ entryPoints: ['src/scripts/load-module.ts'], bundle: true, platform: 'node', format: 'esm', outfile })
    const { loadModule: bundled } = (await import(pathToFileURL(outfile).href)) as { loadModule: typeof loadModule }
    await assert.rejects(
      bundled(join(folder, 'revision.ts')),
      /cannot be run: Limbeck is bundled with the program, and cannot find its own files: leave 'limbeck\/scripts' external$/,
    )
  }
})
