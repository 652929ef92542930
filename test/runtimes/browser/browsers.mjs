// @ts-check
import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import { puppeteerLauncher } from '@web/test-runner-puppeteer'
import { chromiumArgs, findChromium } from './find-chromium.mjs'
import { findFirefox } from './find-firefox.mjs'
import { reporter } from './reporter.mjs'
import { isolated, rawFiles, sources, sqlJs } from './resolve.mjs'

/**
 * How test files are run in the pages of Chromium and Firefox.
 * @type {import('@web/test-runner').TestRunnerConfig}
 */
export const inBrowsers = {
  rootDir: fileURLToPath(new URL('../../..', import.meta.url)),
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } }),
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: findFirefox(), headless: true },
      concurrency: 1,
    }),
  ],
  nodeResolve: { browser: true, exportConditions: ['browser'] },
  middleware: [isolated, rawFiles],
  plugins: [sources, sqlJs, esbuildPlugin({ ts: true, target: 'es2022' })],
  reporters: [reporter],
  concurrency: 2,
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 600_000,
  // For a machine that has much else to do.
  testFramework: { config: { timeout: '360000' } },
}
