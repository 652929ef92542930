import { existsSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Engine } from '../adapter.js'
import { freeze } from '../compile/freeze.js'
import { releasedChanges } from '../compile/match-released.js'
import { LimbeckError } from '../errors.js'
import { resolve as resolveTarget } from '../graph/resolve.js'
import { readReleasedFiles, releasedDatabases, releasedFolder, writeWhole } from '../scripts/released-files.js'
import { sourceRevisions } from '../scripts/source-revisions.js'
import { distil, engineFor } from './compile.js'
import { type OneDatabase, oneByOne } from './one-database.js'
import type { Project } from './project.js'

/** Options of `release`. */
export interface ReleaseOptions {
  /** Released revisions that are to be released again, as they are now. */
  readonly refreeze?: readonly string[]
  /** One of several databases: each when not given. */
  readonly database?: string
}

/** What a release wrote. */
export interface ReleasedRevisions {
  /** Of several databases, which. */
  readonly name?: string
  readonly engine: Engine
  /** Files of revisions that had not been released. */
  readonly written: readonly string[]
  /** Files that were written again, each with the difference. */
  readonly refrozen: readonly RefrozenRevision[]
  /** Which revision fails on an empty database, and why, where one does. */
  readonly fails?: string
}

/** A released file, written again. */
export interface RefrozenRevision {
  readonly revision: string
  readonly file: string
  /** A patch of the file; empty where it is the same. */
  readonly difference: string
}

/**
 * Freezes the revisions of a project that are not released yet, for the database that it is configured for, or for each
 * of several: from now on everyone runs what these files say. Throws `released-changed`, `invalid-argument`,
 * `write-failed`, and what `limbeck/compile` throws.
 */
export async function release(given: Project, options: ReleaseOptions = {}): Promise<readonly ReleasedRevisions[]> {
  const released: ReleasedRevisions[] = []
  for (const one of oneByOne(given, options.database)) released.push(await releaseOne(one, options))
  return released
}

async function releaseOne(
  { project, name: database }: OneDatabase,
  options: ReleaseOptions,
): Promise<ReleasedRevisions> {
  const scripts = project.scripts()
  const { directory, graph } = scripts
  const engine = engineFor(project)
  const files = readReleasedFiles(directory, engine, database)
  const folder = join(directory, releasedFolder({ engine, name: database }))
  const nameOf = new Map([...files].map(([name, text]) => [/^-- revision: (.+)$/m.exec(text)?.[1]?.trim(), name]))
  const again = (options.refreeze ?? []).flatMap((symbol) =>
    resolveTarget(graph, symbol).map((at) => graph.ids[at] as string),
  )
  const unknown = again.find((id) => !nameOf.has(id))
  if (unknown !== undefined) {
    throw new LimbeckError('invalid-argument', `${unknown} has not been released: there is nothing to release again.`)
  }
  const kept = new Map([...files].filter(([name]) => !again.some((id) => nameOf.get(id) === name)))
  const distilled = await distil(project, scripts, { released: kept, name: database })
  const frozen = freeze(distilled, sourceRevisions(scripts, database))
  const written: string[] = []
  const refrozen: RefrozenRevision[] = []
  for (const [revision, text] of frozen) {
    const name = nameOf.get(revision)
    if (name === undefined) {
      const { file = revision } = scripts.revisions.find((one) => one.revision === revision) ?? {}
      written.push(writeNew(folder, basename(file, extname(file)), revision, text))
    } else if (again.includes(revision)) {
      const { createTwoFilesPatch } = await import('diff')
      const before = files.get(name) as string
      const difference = before === text ? '' : createTwoFilesPatch(name, name, before, text)
      writeWhole(join(directory, name), text)
      refrozen.push({ revision, file: join(directory, name), difference })
    }
  }
  return {
    ...(database !== undefined && { name: database }),
    engine,
    written,
    refrozen,
    ...(distilled.fails && { fails: distilled.noBaseline as string }),
  }
}

/** Writes the file of a revision, whose id is in its name where the name is taken. */
function writeNew(folder: string, stem: string, revision: string, text: string): string {
  const plain = join(folder, `${stem}.sql`)
  const file = existsSync(plain) ? join(folder, `${stem}_${revision}.sql`) : plain
  writeWhole(file, text)
  return file
}

/** Throws `released-changed` where a source no longer says what was released, for whichever database. */
export async function checkReleased(project: Project): Promise<void> {
  const scripts = project.scripts()
  const { changedRelease } = await import('../compile/match-released.js')
  for (const { engine, name } of releasedDatabases(scripts.directory)) {
    const released = readReleasedFiles(scripts.directory, engine, name)
    const [change] = await releasedChanges({ engine, revisions: sourceRevisions(scripts, name), released })
    if (change) throw changedRelease(change)
  }
}
