// @ts-check
import { createHash } from 'node:crypto'
import { copyFile, readdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadMigrations } from 'limbeck/scripts'
import { limbeck } from 'limbeck/vite'
import { build as bundle } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)

/**
 * Builds the demo into a directory, which is emptied first. Everything that the page needs is in there.
 * @param {string} outDir
 */
export async function build(outDir) {
  /** @type {import('vite').InlineConfig} */
  const shared = {
    root: here,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    // It can be served from any path.
    base: './',
    resolve: { tsconfigPaths: true },
  }
  const output = { outDir, target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 1000 }
  const checks = { bundlerTimings: false }
  await bundle({
    ...shared,
    plugins: [limbeck({ script: join(here, 'migrations') }), sqlAsText],
    define: { HISTORY: JSON.stringify(await readHistory()) },
    build: { ...output, emptyOutDir: true, rolldownOptions: { checks } },
  })
  // The same file as sql-wasm-browser.wasm, by the name that people look for.
  await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), join(outDir, 'sql-wasm.wasm'))
  const files = await list(outDir)
  await bundle({
    ...shared,
    define: { PRECACHED: JSON.stringify(files), VERSION: JSON.stringify(await digest(outDir, files)) },
    build: {
      ...output,
      emptyOutDir: false,
      rolldownOptions: { checks, input: join(here, 'service-worker.ts'), output: { entryFileNames: '[name].js' } },
    },
  })
}

/**
 * SQL files as their texts, for the pages that pose as older releases: those have no compiled migrations.
 * @type {import('vite').Plugin}
 */
const sqlAsText = {
  name: 'sql-as-text',
  transform: {
    filter: { id: /\.sql$/ },
    handler: (text) => ({ code: `export default ${JSON.stringify(text)}`, map: null, moduleType: 'js' }),
  },
}

/** What the page draws of each revision, oldest first, one line of them after the other. */
async function readHistory() {
  const revisions = new Map((await loadMigrations(join(here, 'migrations'))).map((one) => [one.revision, one]))
  const heads = [...revisions.keys()].filter((id) =>
    [...revisions.values()].every((one) => !parentsOf(one).includes(id)),
  )
  /** @type {Map<string, object>} */
  const entries = new Map()
  /** @param {string} id */
  const add = (id) => {
    const revision = revisions.get(id)
    if (!revision || entries.has(id)) return
    const parents = parentsOf(revision)
    for (const parent of parents) add(parent)
    entries.set(id, { id, parents, labels: revision.branchLabels ?? [], message: revision.message ?? '' })
  }
  for (const head of heads) add(head)
  return [...entries.values()]
}

/** @param {import('limbeck').LazyRevision} revision */
const parentsOf = ({ downRevision }) => [downRevision ?? []].flat()

/**
 * What is to work offline: every file but the source maps.
 * @param {string} dir
 */
async function list(dir) {
  const files = []
  for (const name of await readdir(dir, { recursive: true })) {
    if (!name.endsWith('.map') && (await stat(join(dir, name))).isFile()) files.push(name.replaceAll('\\', '/'))
  }
  return files.sort()
}

/**
 * @param {string} dir
 * @param {readonly string[]} files
 */
async function digest(dir, files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(await readFile(join(dir, file)))
  return hash.digest('hex').slice(0, 12)
}
