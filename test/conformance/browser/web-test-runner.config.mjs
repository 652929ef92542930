// @ts-check
import { appendFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { inBrowsers } from '../../runtimes/browser/browsers.mjs'

/**
 * Reports of pages go into the file that `CONFORMANCE_REPORTS` names, a line each.
 * @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]}
 */
const collectReports = async (context, next) => {
  if (context.path !== '/conformance-report') return next()
  const report = await text(context.req)
  if (process.env.CONFORMANCE_REPORTS) appendFileSync(process.env.CONFORMANCE_REPORTS, `${report}\n`)
  context.body = ''
  return undefined
}

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  ...inBrowsers,
  files: ['test/conformance/browser/**/*.test.ts'],
  middleware: [collectReports, ...(inBrowsers.middleware ?? [])],
  testsFinishTimeout: 900_000,
}
