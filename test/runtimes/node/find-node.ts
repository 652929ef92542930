import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const version = '24.21.0'

/**
 * The path of a Node that has `node:sqlite`: this one, or one that npm fetches into `node_modules/.cache`. It is no
 * dependency of the package, so that nobody downloads it who does not run this test.
 */
export function findNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 13)) return process.execPath
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const folder = resolve('node_modules/.cache/limbeck', `${name}-${version}`)
  const path = resolve(folder, 'node_modules', name, windows ? 'bin/node.exe' : 'bin/node')
  if (!existsSync(path)) {
    console.error(`This is Node ${process.version}, which has no node:sqlite: fetching ${version} with npm.`)
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `${name}@${version}`]
    execFileSync('npm', args, { stdio: ['ignore', 2, 2], shell: windows })
  }
  return path
}
