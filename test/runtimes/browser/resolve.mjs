// @ts-check
import { readFileSync } from 'node:fs'
import { build } from 'esbuild'

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
