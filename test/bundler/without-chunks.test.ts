import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, it } from 'node:test'
import { transformSync } from 'esbuild'
import { isOwn, withoutChunks } from '../../src/bundler/without-chunks.js'
import { isEdge, isServiceWorker } from '../../src/bundler/without-import.js'

describe('a module without import()', () => {
  it('imports first what it would load later, once', () => {
    assert.equal(
      withoutChunks(`const a = () => import('./a.js')\nconst b = await import("./a.js"), c = import('./c.js')`),
      `import * as limbeck_lazy_0 from "./a.js";import * as limbeck_lazy_1 from "./c.js";const a = () => Promise.resolve(limbeck_lazy_0)\nconst b = await Promise.resolve(limbeck_lazy_0), c = Promise.resolve(limbeck_lazy_1)`,
    )
    assert.equal(withoutChunks('const a = 1'), undefined)
  })
  it('is what every module of the app ring becomes', () => {
    const sources = ['runner', 'graph', 'ops', 'edge'].flatMap((room) =>
      readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' }).map((path) => `src/${room}/${path}`),
    )
    const changed = [...sources.filter((path) => path.endsWith('.ts')), 'src/migrator.ts'].flatMap((path) => {
      const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts' })
      return withoutChunks(code) ?? []
    })
    assert.ok(changed.length > 5)
    for (const code of changed) assert.doesNotMatch(code, /\bimport\(/)
  })
  it('is one of Limbeck itself', () => {
    assert.ok(isOwn(resolve('src/migrator.ts')))
    assert.ok(!isOwn(resolve('test/migrations.test.ts')))
  })
})

describe('what has no import()', () => {
  it('is named as a service worker', () => {
    for (const name of [
      'sw.js',
      'src/sw.ts',
      'service-worker.ts',
      'serviceworker.mjs',
      'my-sw.js',
      'app/serviceWorker.js',
      'service-worker',
    ]) {
      assert.ok(isServiceWorker(name), name)
    }
    for (const name of ['main.ts', 'answer.ts', 'sw/main.ts', 'service-worker-client.ts'])
      assert.ok(!isServiceWorker(name), name)
  })
  it('or runs on the edge', () => {
    assert.ok(isEdge(['workerd', 'browser']) && isEdge(['edge-light']) && !isEdge(['browser', 'module']))
  })
})
