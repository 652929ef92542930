import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { byTestId, openNote, putBack, reload, search, settled, useDemo, visit } from './browser.js'

const demo = useDemo()

const wide = { width: 1280, height: 800 }
const medium = { width: 900, height: 800 }
const phone = { width: 390, height: 844, isMobile: true, hasTouch: true }

/** Checks that nothing sticks out to the side; SCREENSHOTS names a directory for pictures of it. */
async function look(name: string, fullPage = false): Promise<void> {
  const [content, window] = await demo.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(Number(content) <= Number(window), `${name} is ${content} wide in ${window}`)
  const dir = process.env.SCREENSHOTS
  if (!dir) return
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, `${name}.png`), await demo.page.screenshot({ fullPage }))
}

const colours = (scheme: 'light' | 'dark') =>
  demo.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])

test('the page fits in wide, medium and narrow windows', async () => {
  await colours('light')
  await visit(demo.page, demo.url)
  await look('empty')
  await putBack(demo.page, '4.0')
  await look('put-back')
  await reload(demo.page)
  await openNote(demo.page, 'Ring ouzels on the pass')
  await look('light')
  await colours('dark')
  await look('dark')
  await demo.page.setViewport(phone)
  await settled(demo.page)
  await look('mobile-dark')
  await colours('light')
  await demo.page.locator('#back').click()
  await look('mobile')
  await look('mobile-whole', true)
  await demo.page.setViewport(medium)
  await visit(demo.page, demo.url)
  await look('medium', true)
})

test('so do the form and an error', async () => {
  await colours('light')
  await visit(demo.page, demo.url)
  await putBack(demo.page, '3.0')
  await reload(demo.page)
  await search(demo.page, 'count')
  await openNote(demo.page, 'Ring ouzels on the pass')
  await demo.page.locator(byTestId('edit-note')).click()
  await look('form')
  // Becoming a phone loads the page again.
  await demo.page.setViewport(phone)
  await settled(demo.page)
  await demo.page.locator(byTestId('edit-note')).click()
  await look('mobile-form', true)
  await demo.page.setViewport(wide)
  await visit(demo.page, demo.url)
  await putBack(demo.page, '3.0')
  await visit(demo.page, `${demo.url}?fail=1`)
  await look('failed')
  await colours('dark')
  await demo.page.setViewport(phone)
  await demo.page.waitForSelector(byTestId('error'))
  await look('mobile-failed')
})
