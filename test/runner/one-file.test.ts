import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Adapter, RunResult } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { emit } from '../../src/compile/emit.js'
import { compileModules } from '../compile-modules.js'
import { newDatabase, objects, rows } from '../database.js'
import { folderWith } from '../folder.js'
import { foreign, revisions } from './drift.js'

/** The app of a service worker, in one file: it has no `import()`. */
async function bundle(): Promise<{
  readonly code: string
  upgrade(adapter: Adapter, to?: string): Promise<RunResult>
}> {
  const distilled = await compileModules(() => revisions, 'sqlite')
  const [entry] = emit(distilled, { chunks: false, programPath: () => resolve('test/runner/drift-fill.ts') })
  const folder = folderWith({ 'package.json': '{ "type": "module" }' })
  const outfile = join(folder, 'worker.js')
  const { outputFiles } = await build({
    stdin: {
      contents: `import { upgrade as run } from 'limbeck'\n${entry?.code}\nexport const upgrade = (db, to) => run(db, migrations, to)`,
      resolveDir: resolve('test/runner'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  const code = outputFiles[0]?.text ?? ''
  writeFileSync(outfile, code)
  return { code, ...((await import(pathToFileURL(outfile).href)) as { upgrade(adapter: Adapter): Promise<RunResult> }) }
}

describe('an app in one file', () => {
  it('upgrades without import(), also where a schema drifted', async () => {
    const { code, upgrade } = await bundle()
    assert.doesNotMatch(code, /\bimport\(/)
    const db = newDatabase('PRAGMA foreign_keys = ON')
    await upgrade(sqlJs(db), 'make')
    await sqlJs(db).run(foreign)
    assert.deepEqual(
      (await upgrade(sqlJs(db))).steps.map(({ revision }) => revision),
      ['fill', 'last'],
    )
    assert.ok(['by_hand', 'sync_p', 'last'].every((name) => objects(db).includes(name)))
    assert.deepEqual(rows(db, 'SELECT id, a, extra FROM p ORDER BY id'), [
      [1, 7, '2'],
      [2, 0, '2'],
    ])
    const fresh = newDatabase()
    assert.equal((await upgrade(sqlJs(fresh))).steps.length, 3)
    assert.deepEqual(rows(fresh, 'SELECT * FROM c'), [
      [10, 1],
      [20, 2],
    ])
  })
})
