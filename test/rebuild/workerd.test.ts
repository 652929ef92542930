import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Site, sites } from './databases.js'
import { tryCase } from './try-case.js'
import { startCloud } from './workerd.js'

// More of them: WORKERD_SEEDS=5000 node --import tsx --test test/rebuild/workerd.test.ts
const seeds = Number(process.env.WORKERD_SEEDS ?? 200)
const first = Number(process.env.WORKERD_FIRST ?? 0)
/** How many one workerd takes: it has the databases from its beginning. */
const many = 250

const local = sites.find(({ name }) => name === 'node-sqlite3-wasm') as Site

describe('a random alteration of a random schema in workerd gives what a model says, or changes nothing', () => {
  for (const [nth, name] of ['D1', 'a Durable Object'].entries()) {
    it(`on ${name}: ${seeds}`, async () => {
      let altered = 0
      for (let from = first; from < first + seeds; from += many) {
        const cloud = startCloud(nth === 0 ? Math.min(many, seeds) : 0)
        try {
          const site = cloud.sites[nth] as Site
          for (let seed = from; seed < Math.min(from + many, first + seeds); seed++)
            if ((await tryCase(seed, site, 'ON', local)) === 'altered') altered++
        } finally {
          await cloud.stop()
        }
      }
      assert.ok(altered > seeds / 2, `only ${altered} of ${seeds} were altered`)
    })
  }
})
