import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** A static server of one directory; it listens to nothing yet. */
export function createDemoServer(dir) {
  return createServer(async (request, response) => {
    const refuse = (status) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${status}\n`)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const file = resolve(dir, request.url ?? '/')
    const found = file && (await stat(file).catch(() => undefined))
    if (!found?.isFile()) return refuse(404)
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      // The service worker keeps what is needed; a second cache would only hide a new build.
      'cache-control': 'no-cache',
    })
    if (request.method === 'HEAD') return response.end()
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
}

/** The file that a URL names, or undefined when it is not inside of the directory. */
function resolve(dir, url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    if (path.includes('\0')) return undefined
    const file = normalize(join(dir, path.endsWith('/') ? `${path}index.html` : path))
    return file.startsWith(normalize(dir) + sep) ? file : undefined
  } catch {
    return undefined
  }
}
