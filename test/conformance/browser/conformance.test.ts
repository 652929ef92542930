import { assert } from 'chai'
import { examine, type Report } from 'limbeck/conformance'
import { places } from '../../runtimes/browser/engines/places.js'
import { describe, it } from '../../runtimes/browser/mocha.js'
import { examinePGlite } from '../pglite-home.js'
import { browser, homeOf } from './home.js'
import { pgliteSites } from './pglite-sites.js'
import { sqlJsHome } from './sql-js-home.js'

const examineInWorker = (name: string): Promise<Report> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }) => {
      worker.terminate()
      resolve(data)
    }
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(name)
  })

async function tell(report: Report): Promise<void> {
  await fetch('/conformance-report', { method: 'POST', body: JSON.stringify(report) })
  assert.deepEqual(
    report.results.filter(({ outcome }) => outcome === 'failed'),
    [],
  )
}

describe('the contract of adapters', () => {
  for (const place of places.filter(({ rare }) => !rare || browser() === 'Chromium')) {
    const name = `${place.adapter} ${place.name}`
    it(`is kept by ${name}`, async () => {
      const report = await (place.worker ? examineInWorker(name) : examine(homeOf(place)))
      await tell(report)
    })
  }
  it(`is kept by sql-js ${sqlJsHome.home}`, async () => tell(await examine(sqlJsHome)))
  for (const site of pgliteSites) {
    it(`is kept by pglite ${site.home}`, async () => tell(await examinePGlite(site)))
  }
})
