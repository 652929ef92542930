import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { launch, newProfile, removeProfile } from './chromium.js'
import { serveBundle } from './serve-bundle.js'

describe('the browser that tests drive', { timeout: 120_000 }, async () => {
  const served = await serveBundle({
    code: `
      import { openSqlJs } from 'limbeck/adapters/sql-js'
      import { loadSql } from './test/runtimes/browser/sql.js'
      globalThis.open = async () => openSqlJs(await loadSql(), 'kept')`,
  })
  const profile = await newProfile()
  after(async () => {
    await served.close()
    await removeProfile(profile)
  })
  const inPage = async <T>(expression: string, end: 'kill' | 'close'): Promise<T> => {
    const chromium = await launch({ profile })
    try {
      const page = await chromium.browser.newPage()
      await page.goto(served.url)
      return (await page.evaluate(`open().then(async (store) => ${expression})`)) as T
    } finally {
      await chromium[end]()
    }
  }

  it('keeps what was saved when it is killed and started again', async () => {
    await inPage(`{ store.db.run('CREATE TABLE note (text)'); await store.save() }`, 'kill')
    const names = await inPage(`store.query('SELECT name FROM sqlite_master')`, 'close')
    assert.deepEqual(names, [{ name: 'note' }])
  })
  it('starts on a profile of its own', async () => {
    const chromium = await launch()
    assert.notEqual(chromium.profile, profile)
    await chromium.close()
  })
})
