import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addNote, byTestId, putBack, reload, saved, serve, settled, text, useDemo, visit } from './browser.js'

const demo = useDemo()

test('works without a network after the first visit, upgrades included', async () => {
  const shortLived = await serve(demo.dir)
  await visit(demo.page, shortLived.url)
  await demo.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await putBack(demo.page, '1.0')
  await shortLived.close()
  assert.equal(await reload(demo.page), 'ready')
  assert.match(await text(demo.page, 'last-upgrade'), /From release 1\.0 to release 5\.0/)
  await addNote(demo.page, 'Written offline', 'On the train.')
  await saved(demo.page)
  await putBack(demo.page, '2.0')
  assert.equal(await visit(demo.page, `${shortLived.url}?fail=1`), 'failed')
})

test('a newer build is offered, and taken when it is asked for', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'field-notes-next-'))
  await cp(demo.dir, dir, { recursive: true })
  const deployed = await serve(dir)
  try {
    await visit(demo.page, deployed.url)
    await demo.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await reload(demo.page)
    const edit = async (file: string, from: RegExp, to: string) => {
      const path = join(dir, file)
      await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
    }
    await edit('index.html', /<title>.*<\/title>/, '<title>Field notes, next</title>')
    await edit('service-worker.js', /[0-9a-f]{12}/, 'ffffffffffff')
    await demo.page.evaluate(() =>
      navigator.serviceWorker.getRegistration().then((found) => found?.update().then(() => {})),
    )
    await demo.page.waitForSelector(byTestId('new-release'))
    await reload(demo.page)
    assert.equal(
      await demo.page.title(),
      'Field notes',
      'a reload alone goes on with the files that the page began with',
    )
    await demo.page.waitForSelector(byTestId('take-release'))
    await Promise.all([demo.page.waitForNavigation(), demo.page.locator(byTestId('take-release')).click()])
    assert.equal(await settled(demo.page), 'ready')
    assert.equal(await demo.page.title(), 'Field notes, next')
  } finally {
    await deployed.close()
    await rm(dir, { recursive: true, force: true })
  }
})

test('the server keeps to its directory', async () => {
  for (const path of ['../package.json', '%2e%2e/package.json', '..%2fpackage.json', 'nothing.js', '%zz', '%00']) {
    assert.equal((await fetch(demo.url + path)).status, 404, path)
  }
  const wasm = await fetch(`${demo.url}sql-wasm.wasm`)
  assert.equal(wasm.headers.get('content-type'), 'application/wasm')
  await wasm.arrayBuffer()
  assert.equal((await fetch(demo.url, { method: 'POST' })).status, 405)
})
