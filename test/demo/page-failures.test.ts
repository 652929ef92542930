import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { releases } from '../../demo/app/releases.js'
import {
  addNote,
  byTestId,
  codeOf,
  putBack,
  reload,
  saved,
  settled,
  sorted,
  stored,
  text,
  titles,
  useDemo,
  visit,
} from './browser.js'

const demo = useDemo()

describe('an upgrade that fails', () => {
  for (const [parameter, statement] of [
    ['fail=1', /INSERT INTO a_table_that_is_not_there/],
    ['fail=throw', /code threw/],
  ] as const) {
    test(`${parameter}: says what failed, changes nothing, and shows the notes`, async () => {
      await visit(demo.page, demo.url)
      await putBack(demo.page, '3.0')
      const before = await stored(demo.page)
      assert.equal(await visit(demo.page, `${demo.url}?${parameter}`), 'failed')
      const said = await text(demo.page, 'error')
      assert.match(said, /bad0bad0bad0/)
      assert.match(said, statement)
      assert.match(said, /unchanged/)
      assert.equal(await codeOf(demo.page), 'migration-failed')
      assert.equal(await text(demo.page, 'release'), '3.0')
      assert.deepEqual(sorted(await titles(demo.page)), sorted(releases[2]?.notes.map(({ title }) => title) ?? []))
      assert.ok(await demo.page.$eval(byTestId('new-note'), (button) => (button as HTMLButtonElement).disabled))
      assert.deepEqual(await stored(demo.page), before)
      assert.equal(await visit(demo.page, demo.url), 'ready')
      assert.equal(await text(demo.page, 'release'), '5.0')
      assert.equal((await titles(demo.page)).length, releases[2]?.notes.length)
    })
  }
})

test('the page of an old release leaves a newer notebook alone, and shows it', async () => {
  await visit(demo.page, demo.url)
  await putBack(demo.page, '5.0')
  await reload(demo.page)
  const before = await stored(demo.page)
  assert.equal(await visit(demo.page, `${demo.url}?release=2`), 'failed')
  assert.equal(await codeOf(demo.page), 'database-ahead')
  assert.match(await text(demo.page, 'error'), /newer release/)
  assert.equal(await text(demo.page, 'release'), 'newer')
  assert.equal((await titles(demo.page)).length, releases[4]?.notes.length)
  assert.deepEqual(await stored(demo.page), before)
})

/** Writes something else in the place of the stored notebook. */
const damage = `(async () => {
  const request = indexedDB.open('limbeck:field-notes')
  await new Promise((resolve) => { request.onsuccess = resolve })
  const transaction = request.result.transaction('images', 'readwrite')
  transaction.objectStore('images').put(new TextEncoder().encode('not at all a database'.repeat(200)), 'image')
  await new Promise((resolve) => { transaction.oncomplete = resolve })
  request.result.close()
})()`

test('what is no database is named as such, and can be replaced by an empty notebook', async () => {
  await visit(demo.page, demo.url)
  await demo.page.evaluate(damage)
  assert.equal(await reload(demo.page), 'failed')
  assert.equal(await codeOf(demo.page), 'not-a-database')
  await Promise.all([demo.page.waitForNavigation(), demo.page.locator(byTestId('recover-empty')).click()])
  assert.equal(await settled(demo.page), 'ready')
})

test('what is no database can be replaced by the copy from before the last upgrade', async () => {
  await visit(demo.page, demo.url)
  await putBack(demo.page, '1.0')
  await reload(demo.page)
  await demo.page.evaluate(damage)
  assert.equal(await reload(demo.page), 'failed')
  await Promise.all([demo.page.waitForNavigation(), demo.page.locator(byTestId('recover-previous')).click()])
  assert.equal(await settled(demo.page), 'ready')
  assert.match(await text(demo.page, 'last-upgrade'), /From release 1\.0 to release 5\.0/)
  assert.equal((await titles(demo.page)).length, releases[0]?.notes.length)
})

test('where there is no such copy, that is said', async () => {
  await visit(demo.page, demo.url)
  await reload(demo.page)
  await demo.page.evaluate(damage)
  assert.equal(await reload(demo.page), 'failed')
  await demo.page.locator(byTestId('recover-previous')).click()
  assert.match(await text(demo.page, 'recovery'), /did not help/)
})

test('a browser that keeps nothing is named as such', async () => {
  await demo.page.evaluateOnNewDocument(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Site data is blocked.', 'SecurityError')
    }
  })
  assert.equal(await visit(demo.page, demo.url), 'failed')
  assert.equal(await codeOf(demo.page), 'store-unavailable')
})

test('a full disk is told where saving is told, and saving can be tried again', async () => {
  await visit(demo.page, demo.url)
  // Chromium checks its quota too seldom for a test: the transaction ends here as it does when there is no space.
  await demo.page.evaluate(`{
    const { put } = IDBObjectStore.prototype
    window.mend = () => { IDBObjectStore.prototype.put = put }
    IDBObjectStore.prototype.put = function () {
      if (this.transaction.error) return
      const error = new DOMException('No space is left.', 'QuotaExceededError')
      Object.defineProperty(this.transaction, 'error', { value: error })
      this.transaction.abort()
    }
  }`)
  await addNote(demo.page, 'One too many', 'x'.repeat(200))
  await demo.page.waitForSelector('[data-save="failed"]')
  assert.match(await text(demo.page, 'save-status'), /Not saved.*store-full/s)
  await demo.page.evaluate('mend()')
  await demo.page.locator('#save-status button').click()
  await saved(demo.page)
  await reload(demo.page)
  assert.deepEqual(await titles(demo.page), ['One too many'])
})
