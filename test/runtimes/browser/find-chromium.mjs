// @ts-check
import { fileURLToPath } from 'node:url'
import { findBrowser, printFound } from './find-browser.mjs'

/** The path of Chromium: `CHROME_PATH`, an installed one, or one installed now. Throws a sentence that says how to get one. */
export const findChromium = () =>
  findBrowser({
    browser: 'Chromium',
    variable: 'CHROME_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    macos: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((app) => `${app}.app/Contents/MacOS/${app}`),
    windows: [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ],
    apt: 'chromium',
  })

/** What Chromium is started with: it runs as root and offline, and asks nothing of the network. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

if (process.argv[1] === fileURLToPath(import.meta.url)) printFound(findChromium)
