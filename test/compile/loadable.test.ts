import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { build } from 'esbuild'
import { compile, openProject } from 'limbeck/commands'
import { folderWith, put, revisionText } from '../folder.js'
import { findNode } from '../runtimes/node/find-node.js'

const program = `import type { Operations } from 'limbeck/op'
${revisionText('bbbb', 'aaaa')}export async function upgrade(op: Operations): Promise<void> {
  await op.query('SELECT 1')
}
`
const use = `import { migrations } from './app/migrations.gen.ts'
const { ids } = await migrations.graph()
const { steps } = await migrations.chunk(0)
console.log(JSON.stringify([migrations.heads, ids, steps.aaaa.statements, typeof (await migrations.program('bbbb')).upgrade]))
`
const wanted = '[["bbbb"],["bbbb","aaaa"],["CREATE TABLE t (a)",["INSERT INTO t VALUES (?)",{}]],"function"]'

async function project(): Promise<string> {
  const folder = folderWith({
    'package.json': '{ "type": "module" }',
    'limbeck.config.json':
      '{ "script": "migrations", "compile": { "engine": "d1", "out": "app/migrations.gen.ts", "baseline": false } }',
    'migrations/versions/aaaa.ts': `${revisionText('aaaa')}export const upgrade = (op: any) => {\n  op.execute('CREATE TABLE t (a)')\n  op.execute('INSERT INTO t VALUES (?)', [new Uint8Array()])\n}\n`,
    'migrations/versions/bbbb.ts': program,
    'use.ts': use,
  })
  await compile(await openProject({ cwd: folder, variables: {} }))
  return folder
}

describe('migrations.gen.ts', () => {
  it('is loaded by tsx, by esbuild without plugins, and by Node', async () => {
    const folder = await project()
    const tsx = ['--import', import.meta.resolve('tsx'), 'use.ts']
    const run = (node: string, args: readonly string[]) =>
      execFileSync(node, args, { cwd: folder, encoding: 'utf8' }).trim()
    assert.equal(run(process.execPath, tsx), wanted)
    const outfile = join(folder, 'bundle.mjs')
    await build({ entryPoints: [join(folder, 'use.ts')], bundle: true, format: 'esm', outfile })
    assert.doesNotMatch(readFileSync(outfile, 'utf8'), /\bimport\b/)
    assert.equal(run(process.execPath, [outfile]), wanted)
    const node = findNode()
    assert.equal(run(node, ['--no-warnings', 'use.ts']), wanted)
  })

  it('is taken by the strictest compiler, for which it is a set', async () => {
    const folder = await project()
    const check = `import { migrations } from './app/migrations.gen'\nexport const heads: readonly string[] = migrations.heads\nexport const engine: 'd1' | 'sqlite' | 'postgresql' | 'durable-object' = migrations.engine\n`
    const paths = { limbeck: [resolve('src/index.ts')], 'limbeck/op': [resolve('src/ops/index.ts')] }
    const settings = {
      compilerOptions: {
        ...{ strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] },
        ...{ noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: true, paths },
      },
      files: ['check.ts'],
    }
    put(join(folder, 'check.ts'), check)
    put(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    const { stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], {
      encoding: 'utf8',
    })
    assert.equal(stdout, '')
  })
})
