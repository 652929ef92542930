import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { openProject, release } from 'limbeck/commands'
import type { Page } from 'puppeteer-core'
import { createLogger, createServer, type ViteDevServer } from 'vite'
import { type Chromium, launch } from '../browser/chromium.js'
import type { App } from './build-app.js'

/** A page that is developed with Vite. */
export function whileDeveloping(app: () => App): void {
  let server: ViteDevServer
  let chromium: Chromium
  let page: Page
  const says: string[] = []
  const warnings: string[] = []
  before(async () => {
    server = await createServer({
      root: app().folder,
      configFile: false,
      // The mistake that is made on purpose is shown in the page.
      customLogger: { ...createLogger('silent'), warn: (message) => void warnings.push(message) },
      plugins: [app().vite.limbeck()],
      // The test's packages are links to those of this project.
      server: { fs: { strict: false } },
    })
    await server.listen()
    chromium = await launch()
    page = await chromium.browser.newPage()
    page.on('console', (message) => says.push(message.text()))
    page.on('pageerror', (error) => says.push(String(error)))
  })
  after(async () => {
    await chromium?.close()
    await server?.close()
  })

  /** What the page came to after it was loaded, or loaded again because of a change. */
  const upgraded = async (columns: readonly string[]) => {
    const came = page.waitForFunction(`globalThis.upgraded?.columns.join() === '${columns}'`, { timeout: 20_000 })
    await came.catch((error) => assert.fail([error.message, ...says].join('\n')))
    return (await page.evaluate('upgraded.ran')) as readonly string[]
  }
  const revision = (name: string) => join(app().folder, 'migrations/versions', name)
  const change = (name: string, from: string, to: string) =>
    writeFileSync(revision(name), readFileSync(revision(name), 'utf8').replaceAll(from, to))
  const ids = ['a1c0ffee0001', 'a1c0ffee0002', 'a1c0ffee0003', 'a1c0ffee0004']

  it('upgrades a store in the page', async () => {
    await page.goto(`${server.resolvedUrls?.local[0]}development.html`)
    assert.deepEqual(await upgraded(['id', 'body', 'words']), ids)
  })
  it('runs a new revision as soon as its file is there', async () => {
    const text = readFileSync(revision('01_create_note.ts'), 'utf8').split('export function upgrade')[0] ?? ''
    const header = text.replace("'a1c0ffee0001'", "'a1c0ffee0005'").replace('= null', "= 'a1c0ffee0004'")
    const code = `export const upgrade = (op: Operations) => op.addColumn('note', column('pinned', integer()))
export const downgrade = (op: Operations) => op.dropColumn('note', 'pinned')\n`
    writeFileSync(revision('05_pin_notes.ts'), header + code)
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'pinned']), ['a1c0ffee0005'])
  })
  it('takes a changed revision back as it ran, and runs it as it is', async () => {
    change('05_pin_notes.ts', "'pinned'", "'starred'")
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'starred']), ['a1c0ffee0005'])
    assert.ok(says.includes('[limbeck] changed since they ran here, and taken back: a1c0ffee0005'), says.join('\n'))
  })
  it('takes back what stands on a changed revision too', async () => {
    change(
      '02_index_notes.sql',
      'CREATE INDEX note_body ON note (body);',
      'CREATE INDEX note_body ON note (body DESC);',
    )
    await page.waitForFunction(`globalThis.upgraded?.ran.length === 4`, { timeout: 20_000 })
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'starred']), [...ids.slice(1), 'a1c0ffee0005'])
  })
  it('says where the mistake is, and goes on when it is mended', async () => {
    change('05_pin_notes.ts', 'op.addColumn(', 'op.addKolumn(')
    const overlay = await page.waitForSelector('vite-error-overlay', { timeout: 20_000 })
    const text = await overlay?.evaluate((element) => element.shadowRoot?.textContent ?? '')
    assert.match(text ?? '', /addKolumn is not a function/)
    assert.match(text ?? '', /05_pin_notes\.ts:\d+/)
    change('05_pin_notes.ts', 'op.addKolumn(', 'op.addColumn(')
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'starred']), [])
  })
  it('compiles again when what a revision imports changes', async () => {
    const names = join(app().folder, 'names.ts')
    writeFileSync(names, "export const name = 'starred'\n")
    const text = readFileSync(revision('05_pin_notes.ts'), 'utf8')
    writeFileSync(
      revision('05_pin_notes.ts'),
      `import { name } from '../../names'\n${text.replaceAll("'starred'", 'name')}`,
    )
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'starred']), [])
    writeFileSync(names, "export const name = 'marked'\n")
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'marked']), ['a1c0ffee0005'])
    writeFileSync(revision('05_pin_notes.ts'), text)
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'starred']), ['a1c0ffee0005'])
  })
  it('takes a revision back from where it ran when another is put before it', async () => {
    const text = readFileSync(revision('05_pin_notes.ts'), 'utf8')
    writeFileSync(
      revision('045_colour_notes.ts'),
      text.replaceAll('a1c0ffee0005', 'a1c0ffee0045').replace(/starred/g, 'colour'),
    )
    change('05_pin_notes.ts', "= 'a1c0ffee0004'", "= 'a1c0ffee0045'")
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'colour', 'starred']), ['a1c0ffee0045', 'a1c0ffee0005'])
  })
  it('says what ran here when its file is gone', async () => {
    const text = readFileSync(revision('05_pin_notes.ts'), 'utf8')
    rmSync(revision('05_pin_notes.ts'))
    const said = () => says.some((line) => line.startsWith('[limbeck] a1c0ffee0005 ran here, and no file has it now'))
    for (let tries = 0; tries < 100 && !said(); tries++) await new Promise((resolve) => setTimeout(resolve, 100))
    assert.ok(said(), says.join('\n'))
    writeFileSync(revision('05_pin_notes.ts'), text)
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'colour', 'starred']), [])
  })
  it('warns of a source that is no longer what was released, and goes by the source', async () => {
    const settings = { script: 'migrations', compile: { engine: 'sqlite' as const } }
    await release(await openProject({ cwd: app().folder, settings }))
    change('05_pin_notes.ts', "'starred'", "'flagged'")
    assert.deepEqual(await upgraded(['id', 'body', 'words', 'colour', 'flagged']), ['a1c0ffee0005'])
    assert.match(warnings.join('\n'), /05_pin_notes\.ts is not what was released: its upgrade has changed/)
  })
}
