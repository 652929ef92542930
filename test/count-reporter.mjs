// @ts-check
import { resolve } from 'node:path'

/**
 * A reporter for node:test that writes the counts alone, as JSON. A file without a test counts as a failure.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* count(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const isFile = data.nesting === 0 && data.file !== undefined && resolve(data.name) === resolve(data.file)
    const cause = /** @type {{ failureType?: string } | undefined} */ (type === 'test:fail' && data.details.error)
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++
    else if (cause) counts.failed += cause.failureType === 'subtestsFailed' ? 0 : 1
    else if (isFile) counts.failed++
    else if (data.details.type !== 'suite') counts.passed++
  }
  yield JSON.stringify(counts)
}
