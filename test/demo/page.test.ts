import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { releases } from '../../demo/app/releases.js'
import {
  addNote,
  applied,
  byTestId,
  openNote,
  putBack,
  reload,
  saved,
  search,
  settled,
  sorted,
  text,
  titles,
  useDemo,
  visit,
} from './browser.js'

const demo = useDemo()

test('a first visit makes an empty notebook at head', async () => {
  assert.equal(await visit(demo.page, demo.url), 'ready')
  assert.equal(await text(demo.page, 'status'), 'ready')
  assert.equal(await text(demo.page, 'release'), '5.0')
  assert.match(await text(demo.page, 'last-upgrade'), /an empty notebook to release 5\.0: 14 revisions/)
  assert.deepEqual(await titles(demo.page), [])
  assert.ok((await applied(demo.page)).every((one) => one === 'true'))
  assert.equal(await reload(demo.page), 'ready')
  assert.match(await text(demo.page, 'last-upgrade'), /Nothing to do/)
})

test('at head no chunk is requested, and one release behind only what that takes', async () => {
  const asked: string[] = []
  // The page itself has `check`, whose part `graph-of` stands in a file that others share.
  const isOurs =
    /\/(graph-(?!of-)|up-|down-|baseline|messages-(?!of-)|programs-|verbs|run-|operations|dialects|rebuild|[0-9a-f]{12}_)/
  await visit(demo.page, demo.url)
  await demo.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  demo.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  assert.equal(await reload(demo.page), 'ready')
  assert.ok(asked.some((path) => /^\/assets\/index-.*\.js$/.test(path)))
  assert.deepEqual(
    asked.filter((path) => isOurs.test(path)),
    [],
  )
  await putBack(demo.page, '4.0')
  asked.length = 0
  assert.equal(await reload(demo.page), 'ready')
  const [graph, ...others] = asked.filter((path) => isOurs.test(path) && !/verbs|run-/.test(path))
  assert.match(graph ?? '', /graph-/)
  assert.ok(others.some((path) => /\/up-/.test(path)) && !others.some((path) => /baseline/.test(path)), others.join())
})

describe('a user of each release comes back', () => {
  for (const release of releases) {
    test(release.name, async () => {
      await visit(demo.page, demo.url)
      await putBack(demo.page, release.name)
      assert.equal(await text(demo.page, 'release'), release.name)
      assert.deepEqual(sorted(await titles(demo.page)), sorted(release.notes.map(({ title }) => title)))
      assert.equal(await reload(demo.page), 'ready')
      assert.equal(await text(demo.page, 'release'), '5.0')
      assert.deepEqual(sorted(await titles(demo.page)), sorted(release.notes.map(({ title }) => title)))
      const did =
        release.name === '5.0' ? /Nothing to do: it was at release 5\.0/ : `From release ${release.name} to release 5.0`
      assert.match(await text(demo.page, 'last-upgrade'), new RegExp(did))
      const heron = release.notes[0]
      await openNote(demo.page, heron?.title ?? '')
      assert.equal((await text(demo.page, 'note-body')).replace(/\n+/g, '\n'), heron?.body.replace(/\n+/g, '\n'))
      const tags = await demo.page.$$eval(byTestId('tag'), (found) => found.map((tag) => tag.textContent))
      assert.deepEqual(tags, ['heron', 'river'])
    })
  }
})

test('a note is written, found, changed, kept and deleted', async () => {
  await visit(demo.page, demo.url)
  await addNote(demo.page, 'Dipper', 'Under the old bridge, bobbing.', 'river, dipper')
  await saved(demo.page)
  assert.equal(await text(demo.page, 'save-status'), 'Saved')
  await reload(demo.page)
  assert.deepEqual(await titles(demo.page), ['Dipper'])
  assert.equal(await text(demo.page, 'note-body'), 'Under the old bridge, bobbing.')
  await addNote(demo.page, 'Wren', 'In the wood pile.')
  await saved(demo.page)
  await search(demo.page, 'bridg')
  assert.deepEqual(await titles(demo.page), ['Dipper'])
  assert.equal(await demo.page.$eval('#notes mark', (mark) => mark.textContent), 'bridge')
  await search(demo.page, 'dipp')
  assert.deepEqual(await titles(demo.page), ['Dipper'], 'by tag and title')
  await demo.page.locator(`${byTestId('note')} a`).click()
  await demo.page.waitForSelector(byTestId('edit-note'))
  await demo.page.locator(byTestId('edit-note')).click()
  await demo.page.focus(byTestId('field-title'))
  await demo.page.keyboard.press('End')
  await demo.page.keyboard.type(', two')
  await demo.page.locator(byTestId('save-note')).click()
  await demo.page.waitForSelector(byTestId('note-title'))
  await saved(demo.page)
  await reload(demo.page)
  assert.deepEqual(await titles(demo.page), ['Wren', 'Dipper, two'])
  await demo.page.locator(byTestId('delete-note')).click()
  await demo.page.locator(byTestId('really-delete')).click()
  await saved(demo.page)
  await reload(demo.page)
  assert.deepEqual(await titles(demo.page), ['Wren'])
})

describe('the page of each release writes what its schema holds, and the newest reads it', () => {
  for (const { name } of releases) {
    test(name, async () => {
      assert.equal(await visit(demo.page, `${demo.url}?release=${name}`), 'ready')
      assert.equal(await text(demo.page, 'app-release'), name)
      await addNote(demo.page, 'Dipper', 'Under the bridge.')
      await saved(demo.page)
      await addNote(demo.page, 'Wren', 'In the wood pile.')
      await saved(demo.page)
      await demo.page.locator(byTestId('edit-note')).click()
      await demo.page.type(byTestId('field-place'), 'Albis')
      await demo.page.locator(byTestId('save-note')).click()
      await demo.page.waitForSelector(byTestId('note-title'))
      await saved(demo.page)
      await search(demo.page, 'albis')
      assert.deepEqual(await titles(demo.page), ['Wren'])
      await demo.page.locator(byTestId('delete-note')).click()
      await demo.page.locator(byTestId('really-delete')).click()
      await saved(demo.page)
      assert.equal(await visit(demo.page, demo.url), 'ready')
      await search(demo.page, 'bridge')
      assert.deepEqual(await titles(demo.page), ['Dipper'])
      await search(demo.page, 'wood')
      assert.deepEqual(await titles(demo.page), [])
    })
  }
})

test('the upgrade is shown while it runs', async () => {
  await visit(demo.page, demo.url)
  await putBack(demo.page, '4.0')
  await demo.page.locator('#slow-motion').click()
  await demo.page.reload({ waitUntil: 'load' })
  await demo.page.waitForFunction(() =>
    /^2 of 3: split weather/.test(document.getElementById('status-step')?.textContent ?? ''),
  )
  assert.equal(await demo.page.evaluate(() => document.body.dataset.state), 'upgrading')
  assert.equal(await demo.page.$eval('#progress', (bar) => (bar as HTMLProgressElement).value), 1)
  assert.deepEqual((await applied(demo.page)).slice(0, 4), ['false', 'false', 'true', 'true'])
  assert.equal(await settled(demo.page), 'ready')
})
