import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { families } from './families.js'

const folder = dirname(fileURLToPath(import.meta.url))
const page = readFileSync('docs/coming-from-alembic.md', 'utf8')

describe("Alembic's own answers", async () => {
  for (const [family, { check, deviations, least }] of Object.entries(families)) {
    const report = await check(folder)

    it(`${family}: every answer is Alembic's, or a documented deviation`, () => {
      assert.ok(report.asked > least)
      const [first] = report.differences
      assert.equal(report.differences.length, 0, JSON.stringify(first && { ...first, case: first.case.id }))
    })

    it(`${family}: every deviation has a reason`, () => {
      for (const { reason } of deviations) assert.match(reason, /^[A-Z].*\.$/)
    })

    for (const [name, count] of report.explained) {
      it(`${family}: the deviation ${name} explains some answers, and is documented`, () => {
        assert.ok(count > 0)
        assert.ok(page.includes(`\`${name}\``), `docs/coming-from-alembic.md does not name ${name}`)
      })
    }
  }
})
