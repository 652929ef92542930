import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { build as esbuild, context as watchEsbuild } from 'esbuild'
import { openProject, release } from 'limbeck/commands'
import { limbeck as forEsbuild } from 'limbeck/esbuild'
import { limbeck as forRollup, type LimbeckOptions } from 'limbeck/rollup'
import { limbeck as forVite } from 'limbeck/vite'
import { rollup, watch as watchRollup } from 'rollup'
import { type Rollup, build as vite } from 'vite'
import { folderWith, put } from '../folder.js'
import { origin } from './origin.js'

/** What a build gave: the code of its files by name, and what it said. */
interface Built {
  readonly files: Readonly<Record<string, string>>
  readonly said: readonly string[]
}

/** Builds `main.js` of a folder, in modules or as one script. Limbeck itself is left out: what counts is what is put behind `limbeck/migrations`. */
type Build = (folder: string, options?: LimbeckOptions, script?: true) => Promise<Built>

const outside = /^limbeck(\/(op|adapters\/.*))?$/
const chunks = (
  output: readonly (Rollup.OutputChunk | Rollup.OutputAsset | { fileName: string; type: string; code?: string })[],
) =>
  Object.fromEntries(
    output.flatMap((one) => ('code' in one && one.code !== undefined ? [[one.fileName, one.code]] : [])),
  )

const builds: Readonly<Record<'rollup' | 'vite' | 'esbuild', Build>> = {
  async rollup(folder, options = {}, script) {
    const said: string[] = []
    const bundle = await rollup({
      input: join(folder, 'main.js'),
      external: (id) => outside.test(id),
      plugins: [forRollup({ config: join(folder, 'limbeck.config.json'), ...options })],
      onLog: (_, { message }) => void said.push(message),
    })
    const { output } = await bundle.generate({
      format: script ? 'iife' : 'es',
      entryFileNames: '[name]-[hash].js',
      chunkFileNames: '[name]-[hash].js',
    })
    await bundle.close()
    return { files: chunks(output), said }
  },
  async vite(folder, options = {}, script) {
    const said: string[] = []
    const built = await vite({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [forVite(options)],
      build: {
        write: false,
        rolldownOptions: {
          input: join(folder, 'main.js'),
          external: (id) => outside.test(id),
          output: {
            format: script ? 'iife' : 'es',
            entryFileNames: '[name]-[hash].js',
            chunkFileNames: '[name]-[hash].js',
          },
          onLog: (_, { message }) => void said.push(message),
        },
      },
    })
    const { output } = built as Rollup.RollupOutput
    return { files: chunks(output), said }
  },
  async esbuild(folder, options = {}, script) {
    const { outputFiles, warnings } = await esbuild({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      outdir: 'out',
      bundle: true,
      write: false,
      ...(script ? { format: 'iife' } : { splitting: true, format: 'esm' }),
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      external: ['limbeck', 'limbeck/op'],
      logLevel: 'silent',
      plugins: [forEsbuild(options)],
    })
    return {
      files: Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), text])),
      said: warnings.map(({ text }) => text),
    }
  },
}

const header = (id: string, down: string | null) =>
  `export const revision = '${id}'\nexport const downRevision = ${down === null ? null : `'${down}'`}\n`
const table = (name: string) => `export const upgrade = (op) => op.execute('CREATE TABLE ${name} (id)')
export const downgrade = (op) => op.execute('DROP TABLE ${name}')\n`
const program = "export async function upgrade(op) { await op.query('SELECT 1') }\n"

const project = (files: Readonly<Record<string, string>> = {}) =>
  folderWith({
    'limbeck.config.json': '{ "script": "m" }',
    'main.js': "import { migrations } from 'limbeck/migrations'\nglobalThis.migrations = migrations\n",
    'm/versions/a.js': header('aaaa', null) + table('a'),
    'm/versions/b.js': header('bbbb', 'aaaa') + program,
    ...files,
  })

const named = (files: Built['files'], start: string) => Object.keys(files).filter((name) => name.startsWith(start))

for (const [bundler, build] of Object.entries(builds)) {
  describe(`a build of ${bundler}`, () => {
    const asking =
      "import { files, migrations } from 'limbeck/migrations'\nglobalThis.migrations = { migrations, files }\n"
    it('has the set in the entry, and all else in files of their own, whose names are there for who asks', async () => {
      const { files, said } = await build(project({ 'main.js': asking }))
      const [main = ''] = named(files, 'main-')
      const others = Object.keys(files).filter((name) => name !== main)
      for (const start of ['graph-', 'up-', 'down-', 'messages-', 'programs-', 'b-'])
        assert.equal(named(files, start).length, 1, start)
      for (const name of others.filter((other) => /^(graph|up|down|messages|programs|b)-/.test(other))) {
        assert.ok(files[main]?.includes(`./${name}`), `${name} is listed`)
      }
      assert.match(files[main] ?? '', /import\(["`]\.\/graph-[\w-]+\.js\?again=["`]\+Date\.now\(\)\)/)
      assert.match(
        files[named(files, 'graph-')[0] ?? ''] ?? '',
        /import\(["`]\.\/up-[\w-]+\.js\?again=["`]\+Date\.now\(\)\)/,
      )
      assert.doesNotMatch(files[main] ?? '', /CREATE TABLE/)
      assert.ok(Object.values(files).every((code) => !code.includes('__limbeck')))
      if (bundler !== 'esbuild')
        assert.ok(
          said.some((line) => /b\.js: its upgrade is a program, it is an async function/.test(line)),
          said.join(),
        )
    })
    it('names only the graph in the entry where nobody asks', async () => {
      const { files } = await build(project())
      const [main = ''] = named(files, 'main-')
      for (const start of ['up-', 'down-', 'messages-', 'programs-', 'b-'])
        assert.ok(!files[main]?.includes(named(files, start)[0] ?? 'missing'), start)
    })
    it('gives the same for the same, and another entry when only a program changes', async () => {
      const [one, same] = [await build(project()), await build(project())]
      const shape = ({ files }: Built) =>
        Object.keys(files)
          .filter((name) => !/^main/.test(name))
          .sort()
      assert.deepEqual(shape(one), shape(same))
      const other = await build(
        project({ 'm/versions/b.js': header('bbbb', 'aaaa') + program.replace('SELECT 1', 'SELECT 2') }),
      )
      assert.deepEqual(named(one.files, 'up-'), named(other.files, 'up-'))
      assert.notDeepEqual(named(one.files, 'main-'), named(other.files, 'main-'))
    })
    it('is one piece where that is asked for', async () => {
      const { files } = await build(project(), { chunks: false })
      const [[, code] = ['', ''], ...others] = Object.entries(files).filter(([name]) => !/rolldown|preload/.test(name))
      assert.deepEqual(others, [])
      assert.doesNotMatch(code, /\bimport\(|__limbeck/)
      assert.match(code, /CREATE TABLE a/)
    })
    it('is one piece where it is one script', async () => {
      const { files } = await build(project(), {}, true)
      const [code = '', ...others] = Object.values(files)
      assert.deepEqual(others, [])
      assert.doesNotMatch(code, /\bimport\(|__limbeck/)
      assert.match(code, /CREATE TABLE a/)
    })
    it('has several databases', async () => {
      const main = ['first', 'second'].map(
        (name) => `import { migrations as ${name} } from 'limbeck/migrations/${name}'`,
      )
      const both = `${header('aaaa', null)}export const upgrade_first = (op) => op.execute('CREATE TABLE one (id)')
export const upgrade_second = (op) => op.execute('CREATE TABLE two (id)')\n`
      const folder = project({
        'main.js': `${main.join('\n')}\nglobalThis.all = [first, second]\n`,
        'm/versions/a.js': both,
        'm/versions/b.js': header('bbbb', 'aaaa') + table('no_database_of_its_own'),
        'n/versions/c.js': header('cccc', null) + table('three'),
      })
      const script = join(folder, 'n')
      const { files } = await build(folder, { databases: { first: {}, second: { script } }, script: join(folder, 'm') })
      const code = Object.values(files).join('\n')
      assert.match(code, /CREATE TABLE one/)
      assert.match(code, /CREATE TABLE three/)
      assert.doesNotMatch(code, /CREATE TABLE two/)
      const message = /'limbeck\/migrations\/second' is no database of the plugin's option 'databases': there are first/
      await assert.rejects(build(folder, { databases: { first: {} }, script: join(folder, 'm') }), message)
    })
    it('says in which file and line a mistake is', async () => {
      const wrong = `${header('bbbb', 'aaaa')}export function upgrade(op) {\n  op.createTabel('b')\n}\n`
      const folder = project({ 'm/versions/b.js': wrong })
      const error = (await build(folder).then(
        () => assert.fail(),
        (cause) => cause,
      )) as {
        readonly message: string
        readonly id?: string
        readonly loc?: { readonly line: number }
        readonly errors?: readonly {
          readonly id?: string
          readonly loc?: { readonly line: number }
          readonly location?: { readonly file: string; readonly line: number; readonly lineText: string }
        }[]
      }
      assert.match(error.message, /createTabel is not a function/)
      const [first] = error.errors ?? []
      const [file, line] = first?.location
        ? [first.location.file, first.location.line]
        : [error.id ?? first?.id, error.loc?.line ?? first?.loc?.line]
      assert.ok(file?.endsWith(join('m', 'versions', 'b.js')), JSON.stringify(error))
      assert.equal(line, 4)
      if (first?.location)
        assert.equal(first.location.lineText, readFileSync(resolve(folder, 'm/versions/b.js'), 'utf8').split('\n')[3])
    })
    it('refuses a source that is no longer what was released', async () => {
      const folder = project({ 'm/versions/b.js': header('bbbb', 'aaaa') + table('b') })
      await release(await openProject({ cwd: folder, settings: { script: 'm', compile: { engine: 'sqlite' } } }))
      await build(folder)
      put(join(folder, 'm/versions/b.js'), header('bbbb', 'aaaa') + table('another'))
      await assert.rejects(build(folder), /b\.js is not what was released: its upgrade has changed/)
    })
    it('warns where there are no revisions', async () => {
      const { said } = await build(project(), { versions: ['elsewhere'] })
      assert.equal(said.filter((line) => /There are no revisions in .*elsewhere\./.test(line)).length, 1, said.join())
    })
    it('warns of a revision that fails on an empty database', async () => {
      const { said } = await build(project({ 'm/versions/c.js': header('cccc', 'bbbb') + table('a') }))
      const warned = said.filter((line) =>
        /the upgrade of cccc fails, versions\/c\.js: table a already exists/.test(line),
      )
      assert.equal(warned.length, 1, said.join())
    })
    it('says what the graph lacks', async () => {
      const folder = project({ 'm/versions/b.js': header('bbbb', 'gone') })
      await assert.rejects(build(folder), /gone/)
    })
  })
}

describe('a build of esbuild', () => {
  it('has the addresses of a public path', async () => {
    for (const publicPath of ['https://cdn.example/app', 'https://cdn.example/app/']) {
      const { outputFiles } = await esbuild({
        absWorkingDir: project({
          'main.js': "import { files, migrations } from 'limbeck/migrations'\nconsole.log(files(), migrations)\n",
        }),
        entryPoints: ['main.js'],
        outdir: 'out',
        bundle: true,
        write: false,
        splitting: true,
        format: 'esm',
        publicPath,
        chunkNames: 'chunks/[name]-[hash]',
        external: ['limbeck', 'limbeck/op'],
        plugins: [forEsbuild()],
      })
      const code = outputFiles.find(({ path }) => path.endsWith('main.js'))?.text ?? ''
      const graph = /import\("(\S+graph-\w+\.js)"\)/.exec(code)?.[1] ?? ''
      assert.match(graph, /^https:\/\/cdn\.example\/app\/chunks\/graph/)
      assert.ok(code.includes(`import("${graph}?again="+Date.now())`), code)
      assert.ok(code.includes(`"${graph}",`), code)
      assert.ok(outputFiles.every(({ text }) => !/"\.\.?\/[\w/-]+\.js/.test(text)))
    }
  })
})

describe('a build of esbuild in short', () => {
  for (const sourcemap of ['linked', 'inline'] as const) {
    it(`keeps a ${sourcemap} source map right`, async () => {
      const main = "import { files, migrations } from 'limbeck/migrations'\nimport { later } from './later.js'\n"
      const folder = project({
        'main.js': `${main}console.log(migrations, files())\nlater()\n`,
        'later.js': "// First a line.\nexport function later() {\n  throw new Error('after the set')\n}\n",
      })
      const { outputFiles } = await esbuild({
        absWorkingDir: folder,
        entryPoints: ['main.js'],
        outdir: 'out',
        bundle: true,
        write: false,
        minify: true,
        sourcemap,
        splitting: true,
        format: 'esm',
        external: ['limbeck', 'limbeck/op'],
        plugins: [forEsbuild()],
      })
      const text = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? ''
      const code = text('/main.js')
      const inline = /base64,(\S+)\s*$/.exec(code)?.[1] ?? ''
      const map = sourcemap === 'inline' ? Buffer.from(inline, 'base64').toString() : text('/main.js.map')
      assert.match(code, /graph-\w+\.js/)
      assert.deepEqual(origin(map, code, '"after the set"'), ['later.js', 2, 18])
    })
  }
})

/** Builds whenever something changes, until it is stopped; tells the code of each build, or what was wrong. */
type Watch = (folder: string, tell: (happened: string) => void) => Promise<() => Promise<unknown>>

const watches: Readonly<Record<'rollup' | 'vite' | 'esbuild', Watch>> = {
  async rollup(folder, tell) {
    const watcher = watchRollup({
      input: join(folder, 'main.js'),
      external: (id) => outside.test(id),
      plugins: [forRollup({ config: join(folder, 'limbeck.config.json'), chunks: false })],
      output: { file: join(folder, 'out/main.js'), format: 'es' },
      onLog: () => undefined,
      watch: { buildDelay: 50 },
    })
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') tell(event.error.message)
      if (event.code === 'BUNDLE_END') tell(readFileSync(join(folder, 'out/main.js'), 'utf8'))
      if (event.code === 'BUNDLE_END' || event.code === 'ERROR') await event.result?.close()
    })
    return () => watcher.close()
  },
  async vite(folder, tell) {
    const watcher = (await vite({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [forVite({ chunks: false })],
      build: {
        outDir: join(folder, 'out'),
        watch: { buildDelay: 50 },
        rolldownOptions: {
          input: join(folder, 'main.js'),
          external: (id) => outside.test(id),
          output: { entryFileNames: 'main.js' },
          onLog: () => undefined,
        },
      },
    })) as Rollup.RolldownWatcher
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') tell(event.error.message)
      if (event.code === 'BUNDLE_END') tell(readFileSync(join(folder, 'out/main.js'), 'utf8'))
      if (event.code === 'BUNDLE_END' || event.code === 'ERROR') await event.result?.close()
    })
    return () => watcher.close()
  },
  async esbuild(folder, tell) {
    const context = await watchEsbuild({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      bundle: true,
      write: false,
      format: 'esm',
      external: ['limbeck', 'limbeck/op'],
      logLevel: 'silent',
      plugins: [
        forEsbuild(),
        {
          name: 'built',
          setup: ({ onEnd }) =>
            onEnd(({ outputFiles = [], errors }) => tell(errors[0]?.text ?? outputFiles[0]?.text ?? '')),
        },
      ],
    })
    await context.watch()
    return () => context.dispose()
  },
}

for (const [bundler, watch] of Object.entries(watches)) {
  describe(`a watch of ${bundler}`, () => {
    /** Waits until a build gives, or says, what is expected. */
    const watching = async (folder: string, work: (until: (pattern: RegExp) => Promise<void>) => Promise<void>) => {
      let last = ''
      let next = () => {}
      const stop = await watch(folder, (happened) => {
        last = happened
        next()
      })
      const until = (pattern: RegExp) =>
        new Promise<void>((resolved, rejected) => {
          const late = setTimeout(() => rejected(new Error(`${pattern} did not come after: ${last}`)), 20_000)
          next = () => {
            if (!pattern.test(last)) return
            clearTimeout(late)
            resolved()
          }
          next()
        })
      await work(until).finally(stop)
    }
    it('builds again when a revision is written, added or removed, and when what one imports changes', async () => {
      const folder = project({
        'm/versions/b.js': `import { name } from '../names.js'\n${header('bbbb', 'aaaa')}`.concat(
          'export const upgrade = (op) => op.execute("CREATE TABLE " + name + " (id)")\n',
        ),
        'm/names.js': "export const name = 'one'\n",
      })
      await watching(folder, async (until) => {
        await until(/CREATE TABLE one /)
        put(join(folder, 'm/versions/a.js'), header('aaaa', null) + table('another'))
        await until(/CREATE TABLE another /)
        put(join(folder, 'm/names.js'), "export const name = 'two'\n")
        await until(/CREATE TABLE two /)
        put(join(folder, 'm/versions/c.js'), header('cccc', 'bbbb') + table('added'))
        await until(/CREATE TABLE added /)
        rmSync(join(folder, 'm/versions/c.js'))
        await until(/^(?!.*CREATE TABLE added )/s)
      })
    })
    it('goes on when a mistake is mended that was there from the beginning', async () => {
      const folder = project({ 'm/versions/c.js': header('cccc', 'gone') })
      await watching(folder, async (until) => {
        await until(/gone/)
        // Until now nothing was watched, and it takes a moment until something is.
        const mend = () => put(join(folder, 'm/versions/c.js'), header('cccc', 'bbbb') + table('added'))
        const mending = setInterval(mend, 1_000)
        mend()
        await until(/CREATE TABLE added /).finally(() => clearInterval(mending))
      })
    })
  })
}
