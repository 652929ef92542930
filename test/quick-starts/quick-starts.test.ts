import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { launch } from '../browser/chromium.js'
import { type Packed, pack } from '../exports/packed.js'
import { startCluster } from '../runtimes/postgres/start-cluster.js'
import { readSteps } from './read-steps.js'
import { freePort, startWalk } from './walk.js'

const heron = 'a heron at the weir'
let packed: Packed
before(() => {
  packed = pack([])
})
after(() => packed.remove())

describe('the quick starts of the README', { timeout: 600_000 }, () => {
  for (const summary of ['In a browser', 'At the edge', 'On a server']) {
    it(`has eight steps at most, each of them named: ${summary}`, () => {
      const steps = readSteps(summary)
      assert.ok(steps.length > 0 && steps.length <= 8, `${steps.length} steps`)
      assert.deepEqual(
        steps.map(({ number }) => number),
        steps.map((_, at) => at + 1),
      )
      for (const { words } of steps) assert.match(words, /^[A-Z].*[.:]/)
    })
  }

  it('in a browser: the note stays, and the second revision comes with the next visit', async () => {
    const steps = readSteps('In a browser')
    const port = await freePort()
    const walk = startWalk({
      tarball: packed.tarball,
      replace: [['npx vite', `npx vite --port ${port} --strictPort --host 127.0.0.1`]],
      until: { 'npx vite': /ready in/ },
    })
    const chromium = await launch()
    try {
      assert.deepEqual(readdirSync(walk.folder), [])
      for (const step of steps.slice(0, 6)) await walk.take(step)
      const page = await chromium.browser.newPage()
      /** Visits the page until it shows a table with these columns; Vite may reload it in between. Gives the rows. */
      const visit = async (...columns: readonly string[]): Promise<number> => {
        for (let tries = 0; ; tries++) {
          await page.goto(`http://127.0.0.1:${port}/`).catch(() => undefined)
          const heard = page.waitForFunction(() => document.body.textContent?.includes('heron'), { timeout: 20_000 })
          const text = await heard.then(() => page.evaluate(() => document.body.textContent)).catch(() => null)
          const [table] = JSON.parse(text || '[{"columns":[],"values":[]}]')
          if (tries < 10 && table.columns.join() !== columns.join()) continue
          assert.deepEqual(table.columns, columns)
          return table.values.length
        }
      }
      const first = await visit('id', 'body')
      const second = await visit('id', 'body')
      assert.ok(second > first, 'the first note is there at the second visit')
      await page.goto('about:blank')
      await walk.take(steps[6])
      const third = await visit('id', 'body', 'title')
      assert.ok(third > second, 'the notes of before are there after the upgrade')
      assert.equal(steps.length, 7)
    } finally {
      await chromium.close()
      await walk.end()
    }
  })

  it('at the edge: the first request upgrades, and so does the one after a new revision', async () => {
    const steps = readSteps('At the edge')
    const port = await freePort()
    const walk = startWalk({
      tarball: packed.tarball,
      replace: [
        ['npx wrangler dev', `npx wrangler dev --port ${port} --inspector-port ${await freePort()}`],
        ['localhost:8787', `127.0.0.1:${port}`],
      ],
      until: { 'npx wrangler dev': /Ready on/ },
    })
    try {
      for (const step of steps.slice(0, 6)) await walk.take(step)
      assert.deepEqual(JSON.parse(walk.output), [{ id: 1, body: heron }])
      await walk.take(steps[6])
      const columns = async () => {
        const response = await fetch(`http://127.0.0.1:${port}`)
        return response.ok ? Object.keys(((await response.json()) as object[])[0] ?? {}) : []
      }
      let found: readonly string[] = []
      // Wrangler builds anew when it sees the file.
      for (let tries = 0; tries < 100 && !found.includes('title'); tries++) {
        await setTimeout(200)
        found = await columns().catch(() => [])
      }
      assert.deepEqual(found, ['id', 'body', 'title'])
      assert.deepEqual(steps[7]?.blocks, [])
    } finally {
      await walk.end()
    }
  })

  it('on a server: it upgrades when it starts, and from the command line', async () => {
    const steps = readSteps('On a server')
    const cluster = await startCluster()
    const { host, user, database } = await cluster.database()
    const port = await freePort()
    const walk = startWalk({
      tarball: packed.tarball,
      replace: [
        ['postgresql://localhost/notes', `'postgresql://${user}@localhost/${database}?host=${host}'`],
        ['localhost:3000', `localhost:${port}`],
      ],
      variables: { PORT: `${port}` },
      until: { 'node server.mjs': /ready/ },
    })
    try {
      for (const step of steps.slice(0, 5)) await walk.take(step)
      assert.deepEqual(JSON.parse(walk.output), [{ id: 1, body: heron }])
      await walk.interrupt()
      await walk.take(steps[5])
      await walk.take(steps[6])
      assert.equal(walk.output, 'ae1027a6acf0 (head)\n')
      assert.equal(steps.length, 7)
    } finally {
      await walk.end()
      await cluster.stop()
    }
  })
})
