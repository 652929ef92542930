// @ts-check
import { inBrowsers } from './browsers.mjs'

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default { ...inBrowsers, files: ['test/runtimes/browser/**/*.test.ts'] }
