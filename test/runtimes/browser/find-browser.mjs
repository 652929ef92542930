// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from '../apt-install.mjs'

const { env, platform } = process

/**
 * How a browser is found.
 * @typedef {object} Wanted
 * @property {string} browser its name, for people
 * @property {string} variable the environment variable that may say where it is
 * @property {readonly string[]} names what its program is called in the PATH
 * @property {readonly string[]} macos places of its program in the folders of applications
 * @property {readonly string[]} windows places of its program in the folders of programs
 * @property {string} apt its package on Debian
 */

/** @type {(wanted: Wanted) => string | undefined} the path of one that is here */
function installed({ names, macos, windows }) {
  const path = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const applications = macos.flatMap((app) => ['', env.HOME ?? ''].map((home) => `${home}/Applications/${app}`))
  const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((root) =>
    root ? windows.map((place) => `${root}\\${place}`) : [],
  )
  return (platform === 'win32' ? programs : platform === 'darwin' ? [...applications, ...path] : path).find(existsSync)
}

/**
 * The path of a browser: what its variable says, an installed one, or one installed now. Throws a sentence that says how to
 * get one.
 * @param {Wanted} wanted
 */
export function findBrowser(wanted) {
  const { browser, variable, apt } = wanted
  const said = env[variable]
  if (said) {
    if (existsSync(said)) return said
    throw new Error(`${variable} is '${said}', which is not there.`)
  }
  const found = installed(wanted)
  if (found) return found
  let cause
  try {
    aptInstall(apt)
  } catch (error) {
    cause = error
  }
  const now = installed(wanted)
  if (now) return now
  throw new Error(`${browser} is needed: install it (on Debian, \`apt-get install ${apt}\`) or set ${variable}.`, {
    cause,
  })
}

/** Prints what a function finds, for scripts; or why it finds nothing. */
export function printFound(/** @type {() => string} */ find) {
  try {
    console.log(find())
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
