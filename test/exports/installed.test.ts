import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Packed, pack } from './packed.js'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

describe('the installed package', () => {
  let packed: Packed
  let project: string
  before(() => {
    packed = pack([])
    project = join(packed.project, 'app')
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), '{ "name": "app", "private": true, "type": "module" }')
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', packed.tarball]
    execFileSync('npm', install, { cwd: project, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  })
  after(() => packed.remove())

  const limbeck = (cwd: string, variables: object, ...argv: readonly string[]) => {
    const program = join(project, 'node_modules/limbeck', manifest.bin.limbeck)
    const env = { ...process.env, ...variables }
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { cwd, env, encoding: 'utf8' })
    assert.equal(status, 0, `limbeck ${argv.join(' ')}: ${stdout}${stderr}`)
    return stdout
  }

  it('is 15 packages and 25 MB at most, and runs nothing when it is installed', () => {
    const lock = JSON.parse(readFileSync(join(project, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: true }>
    }
    const packages = Object.entries(lock.packages)
    assert.ok(packages.length <= 15, `${packages.length} packages`)
    assert.deepEqual(
      packages.filter(([, { hasInstallScript }]) => hasInstallScript),
      [],
    )
    const modules = join(project, 'node_modules')
    const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).map((file) =>
      statSync(join(modules, file)),
    )
    const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    assert.ok(bytes <= 25e6, `${bytes} bytes`)
    assert.ok(files.every((file) => file.isFile() || file.isDirectory()))
    assert.deepEqual(
      readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(node|gyp)$/.test(file)),
      [],
    )
  })
  it('has the program on the path of npx, and a manual page', () => {
    assert.ok(readdirSync(join(project, 'node_modules/.bin')).includes('limbeck'))
    assert.ok(readFileSync(join(project, 'node_modules/limbeck', manifest.man), 'utf8').startsWith('.TH LIMBECK 1'))
    assert.equal(limbeck(project, {}, '--version'), `limbeck ${manifest.version}\n`)
  })

  const peers = ['@electric-sql/pglite', 'typescript']
  for (const template of ['browser', 'durable-object', 'generic', 'multidb', 'postgres', 'worker']) {
    it(`makes a project of the template '${template}' that type-checks, and upgrades`, () => {
      const folder = join(project, template)
      mkdirSync(join(folder, 'node_modules/@electric-sql'), { recursive: true })
      for (const peer of peers)
        symlinkSync(resolve('node_modules', peer), join(folder, 'node_modules', peer), 'junction')
      const variables = template === 'postgres' ? { DATABASE_URL: 'pglite:data' } : {}
      const run = (...argv: readonly string[]) => limbeck(folder, variables, ...argv)
      run('init', '-t', template)
      const { file } = JSON.parse(run('revision', '-m', 'create note', '--json')) as { file: string }
      const code = readFileSync(file, 'utf8')
        .replace('import type {', 'import { column, integer, type')
        .replace(/(upgrade\w*\(op: Operations\)) \{/g, "$1 {\n  op.createTable('note', column('id', integer()))")
        .replace(/(downgrade\w*\(op: Operations\)) \{[^}]*\}/g, "$1 {\n  op.dropTable('note')\n}")
      writeFileSync(file, code)
      const config = {
        compilerOptions: {
          ...{ strict: true, noEmit: true, target: 'es2022', lib: ['es2022'], types: [], module: 'esnext' },
          ...{ moduleResolution: 'bundler', exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
          ...{ verbatimModuleSyntax: true, isolatedModules: true, erasableSyntaxOnly: true },
        },
        include: ['**/*.ts'],
      }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
      const tsc = spawnSync(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc'), '-p', folder], {
        encoding: 'utf8',
      })
      assert.equal(tsc.status, 0, tsc.stdout)
      const databases = template === 'multidb' ? 2 : 1
      const ran = JSON.parse(run('upgrade', 'head', '--json')) as readonly { steps: readonly unknown[] }[]
      assert.deepEqual(
        ran.map(({ steps }) => steps.length),
        Array.from({ length: databases }, () => 1),
      )
      assert.equal(run('current', '-c').trim().split('\n').length, databases)
      run('downgrade', 'base')
      assert.equal(run('current'), '')
    })
  }
})
