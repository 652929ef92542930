import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const project = join(here, '../..')
const require = createRequire(import.meta.url)

/** Builds the demo into a directory, which is emptied first. Everything that the page needs is in there. */
export async function build(outdir) {
  await rm(outdir, { recursive: true, force: true })
  await mkdir(outdir, { recursive: true })
  const shared = {
    absWorkingDir: project,
    tsconfig: join(project, 'tsconfig.json'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    outdir,
    logLevel: 'warning',
  }
  await bundle({
    ...shared,
    entryPoints: [join(here, 'main.ts'), join(here, 'styles.css')],
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    loader: { '.sql': 'text' },
  })
  await copyFile(join(here, 'index.html'), join(outdir, 'index.html'))
  // The same file as sql-wasm-browser.wasm, by the name that people look for.
  await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), join(outdir, 'sql-wasm.wasm'))
  const files = await list(outdir)
  await bundle({
    ...shared,
    entryPoints: [join(here, 'service-worker.ts')],
    define: { PRECACHED: JSON.stringify(files), VERSION: JSON.stringify(await digest(outdir, files)) },
  })
}

/** What is to work offline: every file but the source maps. */
async function list(dir) {
  const names = await readdir(dir, { recursive: true })
  const files = []
  for (const name of names) {
    if (!name.endsWith('.map') && (await stat(join(dir, name))).isFile()) files.push(name.replaceAll('\\', '/'))
  }
  return files.sort()
}

async function digest(dir, files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(await readFile(join(dir, file)))
  return hash.digest('hex').slice(0, 12)
}
