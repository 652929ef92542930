// @ts-check
import { execFileSync, spawnSync } from 'node:child_process'

/**
 * Installs a package on Debian and Ubuntu as root, where nobody is asked; elsewhere does nothing. Progress goes to
 * standard error. Throws when apt-get fails.
 * @param {string} name
 */
export function aptInstall(name) {
  const apt = (/** @type {string[]} */ ...args) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return
  console.error(`There is no ${name} here: installing it with apt-get.`)
  apt('update')
  apt('install', '-y', '--no-install-recommends', name)
}
