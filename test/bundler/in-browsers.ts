import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { loadMigrations } from 'limbeck/scripts'
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { newDatabase } from '../database.js'
import { chromiumArgs, findChromium } from '../runtimes/browser/find-chromium.mjs'
import { holds, type Outcome } from './app/notebook.js'
import { type App, builders } from './build-app.js'
import { type ServedApp, serveApp } from './serve-app.js'

/** An app of each bundler, run by Chromium. */
export function inBrowsers(app: () => App): void {
  let server: ServedApp
  let browser: Browser
  let context: BrowserContext | undefined
  let page: Page
  let expected: Outcome

  before(async () => {
    const db = newDatabase()
    const { steps } = await upgrade(sqlJs(db), await loadMigrations('test/bundler/app/migrations'))
    expected = { ran: steps.map(({ revision }) => revision), holds: holds(db) }
    server = await serveApp(app().out)
    browser = await puppeteer.launch({
      executablePath: findChromium(),
      args: [...chromiumArgs, '--host-resolver-rules=MAP notebook.example 127.0.0.1'],
    })
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  const run = <T>(code: string) => page.evaluate(`(async () => ${code})()`) as Promise<T>
  const upgraded = (code: string) => run<Outcome>(code)

  for (const [bundler, build] of Object.entries(builders)) {
    describe(`an app built by ${bundler}`, () => {
      const open = async (path = '', host = 'localhost') => {
        await context?.close()
        context = await browser.createBrowserContext()
        page = await context.newPage()
        await page.goto(`http://${host}:${server.port}/${bundler}/${path}`)
        await page.waitForFunction('globalThis.page !== undefined')
      }
      /** The notebook of someone who stayed with the first revision, as text. */
      const oldFile = async () => {
        await open()
        const code = `(async () => { const notebook = await page.open(); await notebook.upgrade('a1c0ffee0001'); return notebook.file() })()`
        return JSON.stringify(await run<readonly number[]>(code))
      }
      before(() => build(app(), join(app().out, bundler)))
      after(() => rmSync(join(app().out, bundler), { recursive: true }))

      it('upgrades in a page', async () => {
        await open()
        assert.deepEqual(await upgraded('(await page.open()).upgrade()'), expected)
      })
      it('upgrades in a worker of modules', async () => {
        await open()
        const start = bundler === 'vite' ? 'startWorker()' : `new Worker('worker.js', { type: 'module' })`
        assert.deepEqual(await upgraded(`page.ask(${start})`), expected)
      })
      it('upgrades in a worker that is one script', async () => {
        await open(bundler === 'vite' ? 'script-worker/' : '')
        const start = bundler === 'vite' ? 'startWorker()' : `new Worker('script-worker.js')`
        assert.deepEqual(await upgraded(`page.ask(${start})`), expected)
      })
      it('upgrades in a service worker, which has no import()', async () => {
        await open()
        await run(`navigator.serviceWorker.register('service-worker.js')`)
        assert.deepEqual(await upgraded('page.askServiceWorker()'), expected)
      })
      it('upgrades on http from another address, where there is no crypto.subtle', async () => {
        await open('', 'notebook.example')
        assert.equal(await run('globalThis.crypto.subtle === undefined && !isSecureContext'), true)
        assert.deepEqual(await upgraded('(await page.open()).upgrade()'), expected)
      })
      it('loads nothing at head, and what it needs only when it is needed', async () => {
        const file = await oldFile()
        await open()
        await run(`(async () => { globalThis.notebook = await page.open(${file}) })()`)
        server.asked()
        assert.deepEqual(await upgraded('notebook.upgrade()'), { ...expected, ran: expected.ran.slice(1) })
        const asked = server.asked()
        for (const name of [/\/up-/, /count_words/])
          assert.ok(
            asked.some((url) => name.test(url)),
            asked.join(),
          )
        assert.ok(!asked.some((url) => /baseline|messages/.test(url)))
        assert.deepEqual(await upgraded('notebook.upgrade()'), { ...expected, ran: [] })
        assert.deepEqual(server.asked(), [])
      })
      it('upgrades offline, when its files were kept', async () => {
        await open()
        await run(`navigator.serviceWorker.register('service-worker.js').then(() => navigator.serviceWorker.ready)`)
        const files = await run<readonly string[]>('page.precache()')
        assert.ok(
          files.length > 5 && files.every((file) => file.startsWith(`http://localhost:${server.port}/${bundler}/`)),
        )
        server.cut(/./)
        try {
          await page.reload()
          await page.waitForFunction('globalThis.page !== undefined')
          assert.deepEqual(await upgraded('(await page.open()).upgrade()'), expected)
        } finally {
          server.cut()
        }
      })
      it('changes nothing when a chunk is missing, and upgrades without a reload when it is there again', async () => {
        const file = await oldFile()
        await open()
        await run(`(async () => { globalThis.notebook = await page.open(${file}) })()`)
        try {
          for (const missing of [/\/graph-/, /\/up-/, /\/programs-/, /count_words/]) {
            server.cut(missing)
            const { ran, holds } = await upgraded('notebook.upgrade()')
            assert.equal(ran, 'chunk-unavailable')
            assert.match(JSON.stringify(holds), /^\[\[\["table","note"[^[]*\],/)
            assert.doesNotMatch(JSON.stringify(holds), /note_body/)
          }
        } finally {
          server.cut()
        }
        assert.deepEqual(await upgraded('notebook.upgrade()'), { ...expected, ran: expected.ran.slice(1) })
      })
    })
  }
}
