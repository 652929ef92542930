import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { crashKinds, killAtEveryStatement, serveCrashes } from './kill-at-every-statement.js'

describe('an upgrade of the demo that is killed', { timeout: 300_000 }, async () => {
  const { url, close } = await serveCrashes()
  after(close)
  const readme = readFileSync('README.md', 'utf8')

  for (const kind of crashKinds) {
    it(`leaves the old release or the new one, whole: ${kind}`, async () => {
      // All of them take minutes (`npm run demo:crash`): here the ends, where most may go wrong, and one between.
      const some = (nth: number, of: number) => [Math.ceil(of / 2), of - 1, of].includes(nth)
      const { kills, old, broken, ...found } = await killAtEveryStatement(url, kind, some)
      assert.deepEqual([kills, broken], [3, 0])
      assert.equal(old + found.new, kills)
      assert.ok(old > 0)
    })

    it(`was killed at every statement when the README was written: ${kind}`, () => {
      const said = new RegExp(`^${kind}: (\\d+) kills, (\\d+) old, (\\d+) new, (\\d+) broken$`, 'm').exec(readme)
      assert.ok(said, 'put the output of `npm run demo:crash` into the README')
      const [kills = 0, old = 0, fresh = 0, broken] = said.slice(1).map(Number)
      assert.equal(broken, 0)
      assert.equal(old + fresh, kills)
      assert.ok(kills > 90)
    })
  }
})
