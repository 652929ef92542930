import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { packInto } from './pack-into.mjs'

/** The package as npm would publish it. */
export interface Packed {
  readonly tarball: string
  /** A project where it is installed, beside the peers that it asks for. */
  readonly project: string
  remove(): void
}

/**
 * Unpacks the package into the node_modules of an empty project: the one that test/run.mjs packed for all tests, or one
 * that is built and packed now.
 */
export function pack(peers: readonly string[]): Packed {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-packed-'))
  const tarball = process.env.TEST_TARBALL ?? packInto(folder)
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
