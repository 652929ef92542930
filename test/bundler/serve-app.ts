import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'

/** A server of what was built, which can be cut off. */
export interface ServedApp {
  readonly port: number
  /** What was asked for since the last time. */
  asked(): readonly string[]
  /** Answers nothing to what the pattern matches; everything again without one. */
  cut(pattern?: RegExp): void
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}
const html = '<!doctype html><meta charset="utf-8"><title>Notebook</title><script type="module" src="page.js"></script>'

/** Serves a folder, sql.js beside it, and a page that runs `page.js` wherever a folder has no page of its own. */
export async function serveApp(folder: string): Promise<ServedApp> {
  let asked: string[] = []
  let cut: RegExp | undefined
  const sqlJs = resolve('node_modules/sql.js/dist')
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    asked.push(url)
    if (cut?.test(url)) return void response.destroy()
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    const found = await readFile(join(/^\/sql-wasm/.test(path) ? sqlJs : folder, path)).catch(() => undefined)
    const body = found ?? (path.endsWith('index.html') ? html : undefined)
    response.writeHead(body ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, listening))
  return {
    port: (server.address() as AddressInfo).port,
    asked() {
      const since = asked
      asked = []
      return since
    },
    cut(pattern) {
      cut = pattern
      // What is under way is not what is cut off.
      if (pattern) server.closeIdleConnections()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
