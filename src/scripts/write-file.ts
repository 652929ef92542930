import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LimbeckError } from '../errors.js'

/**
 * Writes a new file whole or not at all, and its folders. Throws `file-exists`, and `write-failed` when the disk is full
 * or the folder may not be written; then there is no file.
 */
export function writeNewFile(file: string, text: string): void {
  if (existsSync(file)) throw exists(file)
  const folder = dirname(file)
  const draft = join(folder, `.${basename(file)}.${process.pid}.draft`)
  let drafted = false
  try {
    mkdirSync(folder, { recursive: true })
    const descriptor = openSync(draft, 'wx')
    drafted = true
    try {
      writeFileSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    // A link, unlike a rename, never takes the place of a file that came in the meantime.
    linkSync(draft, file)
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST' && syscall === 'link') throw exists(file)
    throw new LimbeckError('write-failed', `${file} could not be written: ${(cause as Error).message}.`, cause)
  } finally {
    if (drafted) rmSync(draft, { force: true })
  }
}

const exists = (file: string) => new LimbeckError('file-exists', `${file} is already there.`)
