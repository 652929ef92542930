import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The package as npm would publish it. */
export interface Packed {
  readonly tarball: string
  /** A project where it is installed, beside the peers that it asks for. */
  readonly project: string
  remove(): void
}

/** Builds the package, packs it and unpacks it into the node_modules of an empty project. */
export function pack(peers: readonly string[]): Packed {
  run('node_modules/rollup/dist/bin/rollup', '--config', '--silent')
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-packed-'))
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '')
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  execFileSync('tar', ['-xzf', tarball, '-C', folder])
  renameSync(join(folder, 'package'), join(modules, 'limbeck'))
  for (const peer of peers) {
    mkdirSync(dirname(join(modules, peer)), { recursive: true })
    symlinkSync(resolve('node_modules', peer), join(modules, peer), 'junction')
  }
  return { tarball, project: folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function run(...command: readonly string[]): void {
  execFileSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] })
}
