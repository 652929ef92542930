// @ts-check
import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import { chromiumArgs, findChromium } from './find-chromium.mjs'
import { reporter } from './reporter.mjs'
import { sources, sqlJs } from './resolve.mjs'

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  rootDir: fileURLToPath(new URL('../../..', import.meta.url)),
  files: ['test/runtimes/browser/**/*.test.ts'],
  browsers: [chromeLauncher({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } })],
  nodeResolve: { browser: true, exportConditions: ['browser'] },
  plugins: [sources, sqlJs, esbuildPlugin({ ts: true, target: 'es2022' })],
  reporters: [reporter],
  concurrency: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: '30000' } },
}
