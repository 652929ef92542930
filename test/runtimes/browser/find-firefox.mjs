// @ts-check
import { fileURLToPath } from 'node:url'
import { findBrowser, printFound } from './find-browser.mjs'

/** The path of Firefox: `FIREFOX_PATH`, an installed one, or one installed now. Throws a sentence that says how to get one. */
export const findFirefox = () =>
  findBrowser({
    browser: 'Firefox',
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    macos: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
    windows: ['Mozilla Firefox\\firefox.exe'],
    apt: 'firefox-esr',
  })

if (process.argv[1] === fileURLToPath(import.meta.url)) printFound(findFirefox)
