import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { build } from 'esbuild'

/** A page on localhost whose script is a bundle. */
export interface Served {
  /** The page; every other address of it that has no dot is the same page, so queries and paths may tell tabs apart. */
  readonly url: string
  close(): Promise<void>
}

interface Script {
  readonly file: string
  /** A module that the page may start a worker of, as `/worker.js`. */
  readonly worker?: string
}

const html = '<!doctype html><meta charset="utf-8"><title>test</title><script type="module" src="/page.js"></script>'

/**
 * Serves a page that runs a module of TypeScript, given as `{ code }`, whose imports count from the root of the
 * project, or as `{ file }`. `limbeck` and its doors are the sources; `import()` loads chunks; the
 * files of packages are there by their paths.
 */
export async function serveBundle(script: { readonly code: string } | Script): Promise<Served> {
  const files = await bundle(script)
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const body =
      files.get(pathname) ?? (pathname.startsWith('/node_modules/') ? await readFile(`.${pathname}`) : undefined)
    if (body) response.setHeader('content-type', pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript')
    else response.setHeader('content-type', 'text/html').statusCode = pathname.includes('.') ? 404 : 200
    response.end(body ?? html)
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function bundle(script: { readonly code: string } | Script) {
  const outdir = resolve('dist')
  const { outputFiles } = await build({
    ...('file' in script
      ? {
          entryPoints: [
            { in: script.file, out: 'page' },
            ...(script.worker ? [{ in: script.worker, out: 'worker' }] : []),
          ],
        }
      : { stdin: { contents: script.code, loader: 'ts' as const, resolveDir: resolve('.'), sourcefile: 'page.ts' } }),
    outdir,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    tsconfig: 'tsconfig.json',
    loader: { '.sql': 'text' },
    logLevel: 'error',
  })
  return new Map(
    outputFiles.map(({ path, contents }) => [
      path
        .slice(outdir.length)
        .replaceAll('\\', '/')
        .replace(/^\/stdin\.js$/, '/page.js'),
      contents,
    ]),
  )
}
