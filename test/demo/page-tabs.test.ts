import assert from 'node:assert/strict'
import { test } from 'node:test'
import { releases } from '../../demo/app/releases.js'
import { addNote, byTestId, putBack, reload, saved, stored, text, titles, useDemo, visit } from './browser.js'

const demo = useDemo()

test('an old tab cannot overwrite what a new one upgraded', async () => {
  assert.equal(await visit(demo.page, `${demo.url}?release=2`), 'ready')
  assert.equal(await text(demo.page, 'release'), '2.0')
  await addNote(demo.page, 'From the old page', 'Written with release 2.0.', 'old')
  await saved(demo.page)
  await demo.page.locator(byTestId('new-note')).click()
  await demo.page.type(byTestId('field-title'), 'Too late')

  const newer = await demo.newPage()
  assert.equal(await visit(newer, demo.url), 'ready')
  assert.match(await text(newer, 'last-upgrade'), /From release 2\.0 to release 5\.0/)
  const upgraded = await stored(newer)

  await demo.page.bringToFront()
  assert.match(await text(demo.page, 'stale'), /Another tab/)
  await demo.page.locator(byTestId('save-note')).click()
  await demo.page.waitForFunction(() => document.querySelector('[data-testid="form-problem"]')?.textContent !== '')
  assert.match(await text(demo.page, 'form-problem'), /Nothing was saved/)
  assert.match(await text(demo.page, 'save-status'), /Not saved.*stale-store/)
  assert.equal(await demo.page.$eval(byTestId('field-title'), (input) => (input as HTMLInputElement).value), 'Too late')
  assert.ok(await demo.page.$eval(byTestId('new-note'), (button) => (button as HTMLButtonElement).disabled))

  assert.deepEqual(await stored(newer), upgraded)
  await reload(newer)
  assert.deepEqual(await titles(newer), ['From the old page'])
})

test('two tabs that start together both end at head', async () => {
  await visit(demo.page, demo.url)
  await putBack(demo.page, '1.0')
  await demo.page.close()
  const tabs = await Promise.all([demo.newPage(), demo.newPage()])
  assert.deepEqual(await Promise.all(tabs.map((tab) => visit(tab, demo.url))), ['ready', 'ready'])
  for (const tab of tabs) assert.equal((await titles(tab)).length, releases[0]?.notes.length)
})
