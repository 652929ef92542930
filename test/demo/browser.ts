import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach } from 'node:test'
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { build } from '../../demo/app/build.mjs'
import { createDemoServer } from '../../demo/app/demo-server.mjs'
import { chromiumArgs, findChromium } from '../runtimes/browser/find-chromium.mjs'

interface Demo {
  readonly dir: string
  readonly url: string
  /** The page of this test. Each test begins in a browser that was never here. */
  readonly page: Page
  /** Another tab of the same browser. */
  newPage(): Promise<Page>
}

/** Builds and serves the demo for the tests of a file, and starts Chromium. */
export function useDemo(): Demo {
  let dir: string
  let server: Awaited<ReturnType<typeof serve>>
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let errors: string[] = []
  const newPage = async () => {
    const opened = await context.newPage()
    await opened.setViewport({ width: 1280, height: 800 })
    opened.on('pageerror', (error) => errors.push(String(error)))
    opened.on('dialog', (dialog) => void dialog.accept())
    return opened
  }
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'field-notes-'))
    await build(dir)
    server = await serve(dir)
    browser = await puppeteer.launch({ executablePath: findChromium(), args: [...chromiumArgs], headless: true })
  })
  after(async () => {
    await browser?.close()
    await server?.close()
    if (dir) await rm(dir, { recursive: true, force: true })
  })
  beforeEach(async () => {
    errors = []
    context = await browser.createBrowserContext()
    page = await newPage()
  })
  afterEach(async () => {
    await context.close()
    assert.deepEqual(errors, [], 'no error was left to the console')
  })
  return {
    get dir() {
      return dir
    },
    get url() {
      return server.url
    },
    get page() {
      return page
    },
    newPage,
  }
}

/** Serves a directory on a free port until it is closed; then nothing answers there any more. */
export async function serve(dir: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createDemoServer(dir).listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const byTestId = (id: string): string => `[data-testid="${id}"]`

/** Waits until a page has started, and says how. */
export async function settled(page: Page): Promise<string> {
  // By the clock: a tab in the background draws no frames.
  await page.waitForFunction(() => ['ready', 'failed'].includes(document.body?.dataset.state ?? ''), {
    timeout: 20_000,
    polling: 50,
  })
  return page.evaluate(() => document.body.dataset.state ?? '')
}

/** Opens an address and waits until the page has started. */
export async function visit(page: Page, url: string): Promise<string> {
  await page.goto(url, { waitUntil: 'load' })
  return settled(page)
}

/** Loads the page again, and waits until it has started. */
export async function reload(page: Page): Promise<string> {
  await page.reload({ waitUntil: 'load' })
  return settled(page)
}

/** The text of an element, once it is there. */
export async function text(page: Page, testid: string): Promise<string> {
  const found = await page.waitForSelector(byTestId(testid), { timeout: 10_000 })
  return found?.evaluate((element) => (element as HTMLElement).innerText) ?? ''
}

/** The titles in the list of notes. */
export const titles = (page: Page): Promise<string[]> =>
  page.$$eval(`${byTestId('note')} .note-title`, (found) => found.map((element) => element.textContent ?? ''))

/** Puts the store back to a release, through the page. */
export async function putBack(page: Page, release: string): Promise<void> {
  await page.locator(byTestId(`put-back-${release}`)).click()
  await page.waitForSelector(`${byTestId('put-back')}`, { timeout: 10_000 })
}

// As text: a function would be sent as the test's own compiler wrote it, with helpers that the page does not have.
const readStored = `(async () => {
  const result = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const db = await result(indexedDB.open('limbeck:field-notes'))
  const images = db.transaction('images').objectStore('images')
  const [image, generation] = await Promise.all([result(images.get('image')), result(images.get('generation'))])
  db.close()
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', image))
  return { generation, digest: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
})()`

/** What IndexedDB holds of the notebook: a digest of its bytes, and the number of its save. */
export const stored = (page: Page): Promise<{ readonly generation: number; readonly digest: string }> =>
  page.evaluate(readStored) as Promise<{ generation: number; digest: string }>

/** The code of the error that a page shows. */
export const codeOf = (page: Page): Promise<string | undefined> =>
  page.$eval(byTestId('error'), (error) => (error as HTMLElement).dataset.code)

/** Whether each revision is applied, from the newest down. */
export const applied = (page: Page): Promise<(string | undefined)[]> =>
  page.$$eval(byTestId('revision'), (found) => found.map((item) => (item as HTMLElement).dataset.applied))

/** Writes a new note; `saved` waits until it is kept. */
export async function addNote(page: Page, title: string, body: string, tags = ''): Promise<void> {
  await page.locator(byTestId('new-note')).click()
  await page.type(byTestId('field-title'), title)
  await page.type(byTestId('field-body'), body)
  if (tags !== '') await page.type(byTestId('field-tags'), tags)
  await page.locator(byTestId('save-note')).click()
}

export async function saved(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[data-save="saved"]') && !document.querySelector('form.note-form'),
  )
}

/** Opens a note from the list. */
export async function openNote(page: Page, title: string): Promise<void> {
  const links = await page.$$(`${byTestId('note')} a`)
  const at = (await titles(page)).indexOf(title)
  await links[at]?.evaluate((link) => (link as HTMLElement).click())
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-testid="note-title"]')?.textContent === wanted,
    {},
    title,
  )
}

/** Searches the notes. */
export const search = (page: Page, words: string): Promise<void> =>
  page.$eval(
    byTestId('search'),
    (input, wanted) => {
      ;(input as HTMLInputElement).value = wanted
      input.dispatchEvent(new Event('input'))
    },
    words,
  )

export const sorted = (words: readonly string[]): string[] => [...words].sort()
