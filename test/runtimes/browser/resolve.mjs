// @ts-check
import { createReadStream, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { build } from 'esbuild'

/** @typedef {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]} Middleware */

const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Doors of the package, by what an app imports, as URLs of their sources. */
const doors = new Map(
  Object.entries(exports)
    .filter(([, door]) => door.default)
    .map(([path, door]) => [path.replace(/^\./, name), door.default.replace('./dist', '').replace(/\.js$/, '.ts')]),
)

/**
 * `limbeck` and its doors are the sources.
 * @type {import('@web/test-runner').TestRunnerPlugin}
 */
export const sources = { name: 'sources', resolveImport: ({ source }) => doors.get(source) }

const sqlUrl = '/node_modules/sql.js/dist/sql-wasm-browser.mjs'
/** @type {Promise<string> | undefined} */
let bundled

/**
 * sql.js is no ES module: it is made one.
 * @type {import('@web/test-runner').TestRunnerPlugin}
 */
export const sqlJs = {
  name: 'sql-js',
  resolveImport: ({ source }) => (source === 'sql.js' ? sqlUrl : undefined),
  async serve({ path }) {
    if (path !== sqlUrl) return
    bundled ??= bundleSqlJs()
    return { body: await bundled, type: 'js' }
  },
}

async function bundleSqlJs() {
  const { outputFiles } = await build({
    entryPoints: ['sql.js'],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/**
 * Pages are cross-origin isolated, which SQLite's `opfs` VFS needs.
 * @type {Middleware}
 */
export const isolated = ({ response }, next) => {
  response.set('cross-origin-opener-policy', 'same-origin')
  response.set('cross-origin-embedder-policy', 'require-corp')
  return next()
}

/**
 * The files of packages that are no text: the server would take `.data` for it, and break it.
 * @type {Middleware}
 */
export const rawFiles = (context, next) => {
  const { path } = context
  if (!path.startsWith('/node_modules/') || path.includes('..') || !/\.(data|wasm|tar\.gz)$/.test(path)) return next()
  context.response.type = extname(path) === '.wasm' ? 'application/wasm' : 'application/octet-stream'
  context.body = createReadStream(`.${path}`)
  return undefined
}
