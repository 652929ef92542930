// @ts-check
import { resolve } from 'node:path'

/**
 * A reporter for node:test that writes the counts alone, as JSON. A file without a test counts as a failure; `files` are
 * those that ran tests behind the suite which node-test.mjs puts before each.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* count(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  /** @type {Set<string>} */
  const files = new Set()
  let file = ''
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const isFile = data.nesting === 0 && data.file !== undefined && resolve(data.name) === resolve(data.file)
    const cause = /** @type {{ failureType?: string } | undefined} */ (type === 'test:fail' && data.details.error)
    const isSuite = data.details.type === 'suite'
    if (isSuite && data.nesting === 0 && data.name.endsWith('.test.ts')) file = data.name
    else if (!isSuite && file) files.add(file)
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++
    else if (cause) counts.failed += cause.failureType === 'subtestsFailed' ? 0 : 1
    else if (isFile) counts.failed++
    else if (!isSuite) counts.passed++
  }
  yield JSON.stringify({ ...counts, files: [...files] })
}
