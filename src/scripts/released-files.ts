import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Engine } from '../adapter.js'
import { LimbeckError } from '../errors.js'

/** What revisions were released for: an engine, and of several databases one. */
export interface ReleasedFor {
  readonly engine: Engine
  readonly name?: string | undefined
}

/** Where the released revisions of a database are, from the script directory. */
export const releasedFolder = ({ engine, name }: ReleasedFor): string =>
  ['released', engine, ...(name === undefined ? [] : [name])].join('/')

/**
 * The released revisions of a database, of several the one that is named, by the paths of their files from the script
 * directory; none where none are.
 */
export function readReleasedFiles(directory: string, engine: Engine, name?: string): ReadonlyMap<string, string> {
  const folder = releasedFolder({ engine, name })
  const files = namesIn(join(directory, folder)).filter((file) => file.endsWith('.sql') && !file.startsWith('.'))
  return new Map(
    files.sort().map((file) => [`${folder}/${file}`, readFileSync(join(directory, folder, file), 'utf8')] as const),
  )
}

/** The databases that something was released for. */
export const releasedDatabases = (directory: string): readonly ReleasedFor[] =>
  (['sqlite', 'd1', 'durable-object', 'postgresql'] as const).flatMap((engine) => {
    const inside = namesIn(join(directory, releasedFolder({ engine }))).filter((name) => !name.startsWith('.'))
    const folders = inside.filter((name) => !name.endsWith('.sql'))
    return inside.length === 0 ? [] : [{ engine }, ...folders.map((name) => ({ engine, name }))]
  })

/** A file is there as it was, or as it shall be: whoever watches it never reads half of it. Throws `write-failed`. */
export function writeWhole(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, text)
    renameSync(draft, file)
  } catch (cause) {
    throw new LimbeckError('write-failed', `${file} could not be written: ${(cause as Error).message}.`, cause)
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  }
}
