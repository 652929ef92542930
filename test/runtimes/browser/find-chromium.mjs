// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aptInstall } from '../apt-install.mjs'

const { env, platform } = process
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macos = ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((app) => [
  `/Applications/${app}.app/Contents/MacOS/${app}`,
  `${env.HOME}/Applications/${app}.app/Contents/MacOS/${app}`,
])
const windows = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((root) =>
  [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ]
    .filter(() => root)
    .map((path) => `${root}\\${path}`),
)

/** @returns {string | undefined} the path of a Chromium, or a browser made of it, that is here */
function installed() {
  const paths = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return (platform === 'win32' ? windows : platform === 'darwin' ? [...macos, ...paths] : paths).find(existsSync)
}

/** The path of Chromium: `CHROME_PATH`, an installed one, or one installed now. Throws a sentence that says how to get one. */
export function findChromium() {
  if (env.CHROME_PATH) {
    if (existsSync(env.CHROME_PATH)) return env.CHROME_PATH
    throw new Error(`CHROME_PATH is '${env.CHROME_PATH}', which is not there.`)
  }
  const found = installed()
  if (found) return found
  let cause
  try {
    aptInstall('chromium')
  } catch (error) {
    cause = error
  }
  const now = installed()
  if (now) return now
  throw new Error('Chromium is needed: install it (on Debian, `apt-get install chromium`) or set CHROME_PATH.', {
    cause,
  })
}

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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(findChromium())
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
