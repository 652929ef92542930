// @ts-check
import { writeFileSync } from 'node:fs'

/** @typedef {import('@web/test-runner').TestSuiteResult} TestSuiteResult */
/** @typedef {import('@web/test-runner').TestResult} TestResult */
/** @typedef {import('@web/test-runner').TestResultError} TestResultError */

/** @type {(suite: TestSuiteResult | undefined, path?: readonly string[]) => readonly (TestResult & { path: string })[]} */
const testsOf = (suite, path = []) =>
  !suite
    ? []
    : [
        ...suite.tests.map((test) => ({ ...test, path: [...path, test.name].join(' > ') })),
        ...suite.suites.flatMap((inner) => testsOf(inner, [...path, inner.name])),
      ]

/** @type {(error: TestResultError | undefined) => string} */
const told = (error) =>
  [
    error?.stack?.includes(error.message) ? error.stack : `${error?.message ?? 'failed'}\n${error?.stack ?? ''}`,
    error?.expected !== undefined && `expected: ${error.expected}\nactual: ${error.actual}`,
  ]
    .filter(Boolean)
    .join('\n')
    .replace(/^/gm, '      ')

/**
 * Prints every test, each failure in full, and the counts; writes them where `TEST_COUNTS` says.
 * @type {import('@web/test-runner').Reporter}
 */
export const reporter = {
  stop({ sessions }) {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const { browser, testFile, errors, testResults, logs, request404s, passed } of sessions) {
      console.log(`${testFile.slice(process.cwd().length + 1)} in ${browser.name}`)
      const tests = testsOf(testResults)
      for (const test of tests) {
        const outcome = test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'
        counts[outcome]++
        console.log(`  ${{ skipped: '-', passed: '✔', failed: '✖' }[outcome]} ${test.path}`)
        if (outcome === 'failed') console.log(told(test.error))
      }
      // A file that could not be imported, timed out or crashed has errors of its own; one without a test tests nothing.
      const broken = tests.length === 0 && errors.length === 0 ? [{ message: 'It has no test.' }] : errors
      for (const error of broken) console.log(`  ✖ the file\n${told(error)}`)
      counts.failed += broken.length
      if (passed) continue
      for (const log of logs) console.log('      console:', ...log)
      for (const url of request404s) console.log(`      not found: ${url}`)
    }
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts))
  },
}
