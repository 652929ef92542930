import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { MigrationSet } from 'limbeck'
import type { Distilled } from '../../src/compile/distilled.js'
import { emit } from '../../src/compile/emit.js'
import { buildGraph } from '../../src/graph/build.js'
import { written } from '../../src/runner/journal.js'
import { folderWith } from '../folder.js'

const graph = {
  ...buildGraph([
    { revision: 'c', downRevision: ['a'], dependsOn: ['b'], branchLabels: [] },
    { revision: 'b', downRevision: [], dependsOn: [], branchLabels: ['shop'] },
    { revision: 'a', downRevision: [], dependsOn: [], branchLabels: [] },
  ]),
  upgradeChunks: [-1, 0, 0],
  downgradeChunks: [-1, 1, 1],
  checksums: ['00', '11'],
  messagesChecksum: '44',
  baselineChecksum: '22',
  checksum: '33',
}

const distilled: Distilled = {
  engine: 'sqlite',
  heads: ['c'],
  graph,
  messages: ['third "one"', '', 'first\nof all'],
  chunks: [
    {
      direction: 'upgrade',
      checksum: '00',
      steps: {
        a: {
          statements: [['INSERT INTO a VALUES (?, ?, ?, ?, ?)', 1n, new Uint8Array([0, 255, 10]), null, -0, '\u2028"']],
        },
        b: { variants: [{ drift: 'SELECT 1', statements: ['SELECT 2\nFROM b'], copies: ['b'] }] },
      },
    },
    { direction: 'downgrade', checksum: '11', steps: { a: { statements: ['DROP TABLE "a"'] }, b: { statements: [] } } },
  ],
  programs: [
    { revision: 'c', file: 'versions/c.js' },
    { revision: 'b', file: 'versions/b.js', functions: { upgrade: 'upgrade_shop' } },
    { revision: 'a', irreversible: 'what was there is "gone"' },
  ],
  baseline: ['CREATE TABLE a (b)'],
  report: [],
}

interface Entry {
  readonly migrations: MigrationSet
  files(): readonly string[]
}

async function load(chunks: boolean): Promise<Entry> {
  const modules = emit(distilled, { chunks, programPath: (file) => file.replace('versions', '.') })
  const folder = folderWith({
    'package.json': '{"type":"module"}',
    'c.js': 'export const revision = "c"',
    'b.js': 'export const revision = "b"\nexport function upgrade_shop() {}',
    ...Object.fromEntries(modules.map(({ name, code }) => [`${name}.js`, code])),
  })
  return (await import(pathToFileURL(join(folder, 'migrations.js')).href)) as Entry
}

describe('emit', () => {
  for (const chunks of [true, false]) {
    it(`writes what it was given, ${chunks ? 'in modules' : 'in one'}`, async () => {
      const { migrations: set, files } = await load(chunks)
      assert.deepEqual({ ...(await set.graph()) }, graph)
      assert.equal(set.checksum, '33')
      for (const [at, { steps, checksum }] of distilled.chunks.entries()) {
        const chunk = await set.chunk(at)
        assert.deepEqual(chunk, { steps, checksum })
        // The journal's checksum is the same, whichever way a set came.
        for (const id of Object.keys(steps)) assert.equal(written(chunk.steps[id]), written(steps[id]))
      }
      assert.deepEqual({ ...(await set.messages()) }, { messages: distilled.messages, checksum: '44' })
      const baseline = await set.baseline?.()
      assert.deepEqual({ ...baseline }, { statements: distilled.baseline, checksum: '22' })
      assert.equal((await set.program('c')).revision, 'c')
      assert.equal(typeof (await set.program('b')).upgrade, 'function')
      assert.equal((await set.program('b')).downgrade, undefined)
      assert.equal((await set.program('d')).downgrade, undefined)
      const said: string[] = []
      ;(await set.program('a')).downgrade?.({ irreversible: (why: string) => said.push(why) } as never)
      assert.deepEqual(said, ['what was there is "gone"'])
      const others = ['graph', 'up-00', 'down-11', 'messages', 'baseline', 'programs', 'c', 'b']
      assert.deepEqual(files(), chunks ? others.map((name) => `./${name}.js`) : [])
    })
  }

  it('asks all else of the graph that came, where the first address never gives one', async () => {
    const [entry, ...others] = emit(distilled, {
      chunks: true,
      programPath: (file) => file,
      importAgain: (path) => `import(${JSON.stringify(`${path}?again`)})`,
    })
    const folder = folderWith({
      'package.json': '{"type":"module"}',
      // As a browser does that remembers what it could not load.
      'migrations.js': (entry?.code ?? '').replace('import("./graph.js")', "Promise.reject(new TypeError('offline'))"),
      ...Object.fromEntries(others.map(({ name, code }) => [`${name}.js`, code])),
    })
    const { migrations } = (await import(pathToFileURL(join(folder, 'migrations.js')).href)) as {
      readonly migrations: MigrationSet
    }
    await assert.rejects(migrations.graph(), TypeError)
    assert.equal((await migrations.graph(true)).checksum, '33')
    assert.equal((await migrations.graph()).checksum, '33')
    assert.equal((await migrations.chunk(0)).checksum, '00')
  })

  it('has no import() in one module, and says what each imports', () => {
    const [one, ...others] = emit(distilled, { chunks: false, programPath: (file) => `../${file}` })
    assert.equal(others.length, 0)
    assert.doesNotMatch(one?.code ?? '', /import\(/)
    assert.deepEqual(one?.imports, ['../versions/c.js', '../versions/b.js'])
    const [entry, graph, ...parts] = emit(distilled, {
      chunks: true,
      programPath: (file) => `../${file}`,
      importPath: (name) => `virtual/${name}`,
      importAgain: (path) => `again(${JSON.stringify(path)})`,
    })
    assert.deepEqual(entry?.imports, ['virtual/graph'])
    assert.match(entry?.code ?? '', /\(again\) => again \? again\("virtual\/graph"\) : import\("virtual\/graph"\)/)
    const names = ['up-00', 'down-11', 'messages', 'baseline', 'programs']
    assert.deepEqual(
      graph?.imports,
      names.map((name) => `virtual/${name}`),
    )
    assert.deepEqual(
      parts.map(({ name }) => name),
      names,
    )
    assert.deepEqual(parts.at(-1)?.imports, ['../versions/c.js', '../versions/b.js'])
  })
})
