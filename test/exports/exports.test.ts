import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { doors } from '../doors.js'
import { type Packed, pack } from './packed.js'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

describe('the doors', () => {
  it('are there in the sources', () => {
    assert.ok(doors().length > 0)
    for (const { source, specifier } of doors()) assert.ok(existsSync(source), `${specifier}: ${source}`)
  })
  it('are what type checks and tests resolve', () => {
    const { paths } = JSON.parse(readFileSync('tsconfig.json', 'utf8')).compilerOptions as {
      paths: Record<string, readonly string[]>
    }
    for (const { source, specifier } of doors()) {
      const path = paths[specifier] ?? [paths['limbeck/adapters/*']?.[0]?.replace('*', specifier.split('/')[2] ?? '')]
      assert.deepEqual(path, [`./${source}`], specifier)
    }
  })
})

describe('the package', () => {
  let packed: Packed
  before(() => {
    packed = pack(Object.keys(manifest.peerDependencies))
  })
  after(() => packed.remove())
  const inside = (path: string) => join(packed.project, 'node_modules/limbeck', path)

  it('has every door with its declarations and its source map', () => {
    for (const { js, types } of doors()) {
      for (const path of [js, types, `${js}.map`]) assert.ok(existsSync(inside(path)), path)
    }
  })
  it('has the files that a reader looks for, and no sources or tests', () => {
    for (const path of ['README.md', 'LICENSE', 'CHANGELOG.md']) assert.ok(existsSync(inside(path)), path)
    for (const path of ['src', 'adapters', 'test', 'demo']) assert.ok(!existsSync(inside(path)), path)
  })
  it('leaves imports lazy', () => {
    assert.match(readFileSync(inside('dist/src/runner/load-verbs.js'), 'utf8'), /import\('\.\/verbs\.js'\)/)
  })
  it('is fine with publint', async () => {
    const { messages } = await publint({ pkgDir: inside(''), strict: true })
    assert.deepEqual(
      messages.map((message) => formatMessage(message, manifest)),
      [],
    )
  })
  it('is fine with @arethetypeswrong/cli', () => {
    const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js'
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [attw, packed.tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'],
      { encoding: 'utf8' },
    )
    assert.equal(status, 0, stdout + stderr)
  })
  for (const { specifier } of doors()) {
    it(`can be imported as ${specifier}`, () => {
      const code = `const names = Object.keys(await import('${specifier}')); if (names.length === 0) throw Error('nothing')`
      execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: packed.project, stdio: 'pipe' })
    })
  }
})
