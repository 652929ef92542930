import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'puppeteer-core'
import { type Chromium, launch } from './chromium.js'
import type { RaceKind } from './race-page.js'
import { serveBundle } from './serve-bundle.js'

const rounds = 50
const kinds: readonly RaceKind[] = ['sql.js', 'wa-sqlite', '@journeyapps/wa-sqlite']

describe('two tabs that upgrade one new store at once', { timeout: 300_000 }, async () => {
  const served = await serveBundle({ file: 'test/browser/race-page.ts' })
  after(() => served.close())
  let chromium: Chromium
  let tabs: readonly Page[]
  before(async () => {
    chromium = await launch()
    tabs = [await chromium.browser.newPage(), await chromium.browser.newPage()]
    for (const tab of tabs) await tab.goto(served.url)
  })
  after(() => chromium.close())

  for (const kind of kinds) {
    for (const baseline of [false, true]) {
      const what = baseline ? 'make it by its baseline once' : 'apply each revision once'
      it(`${what}, ${rounds} times over: ${kind}`, async () => {
        for (let round = 0; round < rounds; round++) {
          const call = `race(${JSON.stringify(kind)}, ${JSON.stringify(`${kind} ${round} ${baseline}`)}, ${baseline})`
          const answers = (await Promise.all(tabs.map((tab) => tab.evaluate(call)))) as [number, number][]
          assert.deepEqual(answers.map(([steps]) => steps).sort(), [0, 4], `round ${round}`)
          assert.deepEqual(
            answers.map(([, journal]) => journal),
            [4, 4],
          )
        }
      })
    }
  }
})
