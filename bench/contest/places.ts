import { fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import puppeteer from 'puppeteer-core'
import { newProfile, removeProfile } from '../../test/browser/chromium.js'
import { chromiumArgs, findChromium } from '../../test/runtimes/browser/find-chromium.mjs'
import { type Answer, asking, type Question } from './answer.js'
import type { Contest } from './contest.js'

/** Where databases are, for people, and what is asked there. */
export interface Place {
  readonly place: string
  readonly contest: Contest
}

interface Places {
  readonly places: readonly Place[]
  close(): Promise<void>
}

/** What is bundled lies here, and the sets in their folders, as long as this process is there. */
const folder = fileURLToPath(new URL(`../../node_modules/.cache/limbeck-bench/${process.pid}/`, import.meta.url))
export const sets = join(folder, 'sets/')
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Limbeck and all others as an app has them: bundled, `import()` and all. */
export async function bundle(platform: 'node' | 'browser', entries: readonly string[]): Promise<string> {
  const outdir = join(folder, platform)
  mkdirSync(outdir, { recursive: true })
  await build({
    entryPoints: entries.map((name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url))),
    ...{ outdir, bundle: true, splitting: true, format: 'esm', target: 'es2022', platform, logLevel: 'error' },
    ...(platform === 'node' && { external: ['sql.js'], outExtension: { '.js': '.mjs' } }),
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
  })
  return outdir
}

/** All places: sql.js in Node, and, where Chromium takes part, in a page, and OPFS; `close` ends them. */
export async function openPlaces(chromium: boolean): Promise<Places> {
  const all = [await nodePlace(), ...(chromium ? [await chromiumPlaces()] : [])]
  return {
    places: all.flatMap(({ places }) => places),
    async close() {
      for (const { close } of all) await close()
    },
  }
}

/** sql.js in a Node of its own, without a loader of TypeScript. */
async function nodePlace(): Promise<Places> {
  const script = join(await bundle('node', ['node']), 'node.mjs')
  const child = fork(script, [pathToFileURL(sets).href], { execArgv: [] })
  const ask = (question: Question) =>
    new Promise<Answer>((resolve, reject) => {
      const ended = () => reject(new Error('Node ended.'))
      child.once('exit', ended)
      child.once('message', (told: Answer) => {
        child.off('exit', ended)
        resolve(told)
      })
      child.send(question)
    })
  return { places: [{ place: 'sql.js, Node', contest: asking(ask) }], close: async () => child.disconnect() }
}

/** sql.js in a page of Chromium, and the official build on OPFS in a worker of it. */
async function chromiumPlaces(): Promise<Places> {
  const outdir = await bundle('browser', ['page', 'worker'])
  const server = createServer(async ({ url = '/' }, response) => {
    // The clock of a page that is not isolated is a tenth of a millisecond coarse.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    const { pathname } = new URL(url, 'http://localhost')
    const file = await readFile(fileOf(pathname, outdir)).catch(() => undefined)
    const type = pathname === '/' ? 'text/html' : pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript'
    response.setHeader('content-type', type).statusCode = file || pathname === '/' ? 200 : 404
    response.end(pathname === '/' ? '<!doctype html><script type="module" src="/page.js"></script>' : file)
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  const profile = await newProfile()
  const browser = await puppeteer.launch({
    ...{ executablePath: findChromium(), userDataDir: profile, timeout: 60_000, protocolTimeout: 600_000 },
    args: [...chromiumArgs],
  })
  const page = await browser.newPage()
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction('globalThis.ask')
  const asked = (where: string) =>
    asking((question) => page.evaluate(`ask(${JSON.stringify(where)}, ${JSON.stringify(question)})`) as Promise<Answer>)
  return {
    places: [
      { place: 'sql.js, Chromium', contest: asked('page') },
      { place: 'sqlite-wasm on OPFS, Chromium', contest: asked('worker') },
    ],
    async close() {
      await browser.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await removeProfile(profile)
    },
  }
}

function fileOf(pathname: string, outdir: string): string {
  if (pathname.startsWith('/node_modules/')) return fileURLToPath(new URL(`../..${pathname}`, import.meta.url))
  return pathname.startsWith('/sets/') ? join(folder, pathname) : join(outdir, pathname)
}
