import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { MigrationSet } from 'limbeck'
import type { Distilled } from '../../src/compile/distilled.js'
import { emit } from '../../src/compile/emit.js'
import { buildGraph } from '../../src/graph/build.js'
import { folderWith } from '../folder.js'

const graph = {
  ...buildGraph([
    { id: 'c', down: ['a'], dependsOn: ['b'], labels: [], message: 'third "one"' },
    { id: 'b', down: [], dependsOn: [], labels: ['shop'], message: '' },
    { id: 'a', down: [], dependsOn: [], labels: [], message: 'first' },
  ]),
  upgradeChunks: [-1, 0, 0],
  downgradeChunks: [-1, 1, -1],
  checksums: ['00', '11'],
  baselineChecksum: '22',
  checksum: '33',
}

const plain = (...statements: never[]) => ({ checksum: 'ff', statements })

const distilled: Distilled = {
  engine: 'sqlite',
  heads: ['c'],
  graph,
  chunks: [
    {
      direction: 'upgrade',
      checksum: '00',
      steps: {
        a: plain([
          'INSERT INTO a VALUES (?, ?, ?, ?, ?)',
          1n,
          new Uint8Array([0, 255, 10]),
          null,
          -0,
          '\u2028"',
        ] as never),
        b: { checksum: undefined, variants: [{ drift: 'SELECT 1', statements: ['SELECT 2\nFROM b'], copies: ['b'] }] },
      },
    },
    { direction: 'downgrade', checksum: '11', steps: { b: plain() } },
  ],
  programs: [
    { revision: 'c', file: 'versions/c.js' },
    { revision: 'b', file: 'versions/b.js', functions: { upgrade: 'upgrade_shop' } },
    { revision: 'a', irreversible: 'what was there is "gone"' },
  ],
  baseline: ['CREATE TABLE a (b)'],
  report: [],
}

async function load(chunks: boolean): Promise<MigrationSet> {
  const modules = emit(distilled, { chunks, programPath: (file) => file.replace('versions', '.') })
  const folder = folderWith({
    'package.json': '{"type":"module"}',
    'c.js': 'export const revision = "c"',
    'b.js': 'export const revision = "b"\nexport function upgrade_shop() {}',
    ...Object.fromEntries(modules.map(({ name, code }) => [`${name}.js`, code])),
  })
  return ((await import(pathToFileURL(join(folder, 'migrations.js')).href)) as { migrations: MigrationSet }).migrations
}

describe('emit', () => {
  for (const chunks of [true, false]) {
    it(`writes what it was given, ${chunks ? 'in modules' : 'in one'}`, async () => {
      const set = await load(chunks)
      assert.deepEqual({ ...(await set.graph()) }, graph)
      assert.equal(set.checksum, '33')
      for (const [at, { steps, checksum }] of distilled.chunks.entries()) {
        assert.deepEqual(await set.chunk(at), { steps, checksum })
      }
      const baseline = await set.baseline?.()
      assert.deepEqual({ ...baseline }, { statements: distilled.baseline, checksum: '22' })
      assert.equal((await set.program('c')).revision, 'c')
      assert.equal(typeof (await set.program('b')).upgrade, 'function')
      assert.equal((await set.program('b')).downgrade, undefined)
      assert.equal((await set.program('d')).downgrade, undefined)
      const said: string[] = []
      ;(await set.program('a')).downgrade?.({ irreversible: (why: string) => said.push(why) } as never)
      assert.deepEqual(said, ['what was there is "gone"'])
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
    assert.deepEqual(graph?.imports, [
      'virtual/up-00',
      'virtual/down-11',
      'virtual/baseline',
      '../versions/c.js',
      '../versions/b.js',
    ])
    assert.deepEqual(
      parts.map(({ name }) => name),
      ['up-00', 'down-11', 'baseline'],
    )
  })
})
