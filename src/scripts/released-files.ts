import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Engine } from '../adapter.js'
import { LimbeckError } from '../errors.js'

/** Where the released revisions of a database are. */
export const releasedFolder = (directory: string, engine: Engine): string => join(directory, 'released', engine)

/** The released revisions of a database, by the paths of their files from the script directory; none where none are. */
export function readReleasedFiles(directory: string, engine: Engine): ReadonlyMap<string, string> {
  const folder = releasedFolder(directory, engine)
  const names = namesIn(folder).filter((name) => name.endsWith('.sql') && !name.startsWith('.'))
  return new Map(
    names.sort().map((name) => [`released/${engine}/${name}`, readFileSync(join(folder, name), 'utf8')] as const),
  )
}

/** The databases that something was released for. */
export const releasedEngines = (directory: string): readonly Engine[] =>
  namesIn(join(directory, 'released')).filter((name): name is Engine =>
    ['sqlite', 'd1', 'durable-object', 'postgresql'].includes(name),
  )

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
