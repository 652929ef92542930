import { readFileSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { LimbeckError } from '../errors.js'
import { buildGraph } from '../graph/build.js'
import type { Graph } from '../graph/revision.js'
import { listFiles } from './list-files.js'
import { type RevisionHeader, readHeader } from './read-header.js'

/** Where revisions are kept, and how new ones are named. */
export interface ScriptOptions {
  /** The folders of the revisions: `versions` in the script directory when not given. Relative ones are in it. */
  readonly versions?: readonly string[]
  /** Whether folders in those folders are searched too. */
  readonly recursive?: boolean
}

/** A revision as a file. */
export interface ScriptRevision extends RevisionHeader {
  readonly file: string
}

/** The revisions of a directory, read without running them, and their graph: positions in one are those in the other. */
export interface ScriptDirectory {
  readonly directory: string
  readonly locations: readonly string[]
  /** Whether folders in the locations are searched too. */
  readonly recursive: boolean
  readonly revisions: readonly ScriptRevision[]
  readonly graph: Graph
}

/** The folders of the revisions. */
export const locationsOf = (directory: string, { versions = ['versions'] }: ScriptOptions): readonly string[] =>
  versions.map((location) => resolve(directory, location))

/**
 * Reads a directory of revisions. Throws `no-script-directory`, `invalid-revision` with file and line, and what
 * `buildGraph` throws, which names the files.
 */
export function readScripts(directory: string, options: ScriptOptions = {}): ScriptDirectory {
  const root = resolve(directory)
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    const message = `There is no directory ${root}. Make it with 'limbeck init ${directory}'.`
    throw new LimbeckError('no-script-directory', message)
  }
  const locations = locationsOf(root, options)
  const { recursive = false } = options
  // What was released looks like revisions, and is none of them.
  const released = join(root, 'released') + sep
  const files = listFiles(locations, recursive).filter((file) => !file.startsWith(released))
  const revisions = files.map((file) => ({ ...readHeader(file, readFileSync(file, 'utf8')), file }))
  return { directory: root, locations, recursive, revisions, graph: buildGraph(revisions) }
}
