import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import type { Engine } from 'limbeck'
import { type Distilled, emit } from 'limbeck/compile'
import type { Dump } from '../../../src/compile/dump-database.js'
import { corpusFor, unordered } from '../../compile/corpus.js'
import { compileModules } from '../../compile-modules.js'
import { folderWith } from '../../folder.js'
import { startWorkerd } from './start-workerd.js'

/**
 * A Worker with the modules that are written. On D1 a revision with variants cannot run as code: its module says that it
 * did.
 */
function writeWorker(engine: Engine, distilled: Distilled): string {
  const [entry] = emit(distilled, { chunks: false, programPath: (file) => `./${file}` })
  const varied = new Set(
    distilled.chunks.flatMap(({ steps }) => Object.keys(steps).filter((id) => steps[id]?.variants !== undefined)),
  )
  const [corpus, worker] = ['test/compile/corpus.ts', 'test/runtimes/workerd/corpus-worker.ts'].map((path) =>
    JSON.stringify(resolve(path)),
  )
  const refusing =
    'const refuse = () => { throw new Error("a compiled revision ran as code") }\nexport { refuse as upgrade, refuse as downgrade }\n'
  const programs = corpusFor(engine).map(({ revision }, nth) => [
    `versions/${revision}.js`,
    engine === 'd1' && varied.has(revision)
      ? refusing
      : `import { corpusFor } from ${corpus}\nexport const { upgrade, downgrade } = corpusFor('${engine}')[${nth}]\n`,
  ])
  const folder = folderWith({
    ...Object.fromEntries(programs),
    'migrations.js': entry?.code ?? '',
    'worker.js': `import { storeOf, workerOf } from ${worker}
import { migrations } from './migrations.js'
export const Store = storeOf(migrations)
export default workerOf(migrations)
`,
  })
  return join(folder, 'worker.js')
}

const homes: Readonly<Record<string, readonly [engine: Engine, place: (nth: number) => string]>> = {
  D1: ['d1', (nth) => `/DB${nth}`],
  'Durable Objects': ['durable-object', () => ''],
}

describe('what is compiled, in workerd', () => {
  for (const [name, [engine, place]] of Object.entries(homes)) {
    it(`leaves what revisions leave: up, down, at once and from a baseline: ${name}`, async () => {
      const distilled = await compileModules(() => corpusFor(engine), engine)
      const workerd = await startWorkerd(writeWorker(engine, distilled), { databases: 3 })
      try {
        const [wanted, got, [hasBaseline, fresh]] = (await Promise.all(
          ['modules', 'compiled', 'fresh'].map((kind, nth) => workerd.ask(kind + place(nth))),
        )) as [[unknown[], [Dump]], unknown, [boolean, Dump]]
        const [states, [once]] = wanted
        assert.deepEqual(got, wanted)
        assert.equal(states.length, 2 * corpusFor(engine).length)
        assert.deepEqual([hasBaseline, unordered(fresh)], [true, unordered(once)])
      } finally {
        await workerd.stop()
      }
    })
  }
})
