// @ts-check
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Builds the package and packs it, as npm would publish it. Throws when that fails.
 * @param {string} folder where the tarball goes
 * @returns {string} the path of the tarball
 */
export function packInto(folder) {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 2],
  })
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '')
}
