import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { LimbeckError } from '../errors.js'
import { posixLine, shellWords } from '../scripts/shell-words.js'
import type { Project } from './project.js'
import { show } from './show.js'

/** Options of `edit`. */
export interface EditOptions {
  readonly variables?: Readonly<Record<string, string | undefined>>
}

/**
 * Opens the files of the revisions that a symbol names in `$VISUAL` or `$EDITOR`, arguments and all, or the first editor
 * that is installed; fulfils when it is closed. Gives the files. Throws `no-editor`, and `invalid-argument` for a symbol
 * that names no file.
 */
export async function edit(project: Project, target: string, options: EditOptions = {}): Promise<readonly string[]> {
  const files = (await show(project, target)).map(({ file }) => file)
  if (files.length === 0) {
    throw new LimbeckError('invalid-argument', `There is no file to edit: '${target}' names no revision.`)
  }
  const [program = '', ...words] = shellWords([...(await editor(options.variables ?? process.env)), ...files])
  await new Promise<void>((resolve, reject) => {
    const refuse = (what: string, cause?: unknown) =>
      reject(new LimbeckError('no-editor', `${program} ${what}.`, cause))
    const child = spawn(program, words, { stdio: 'inherit', shell: process.platform === 'win32' })
    child.on('error', (error) => refuse(`cannot be run: ${error.message}`, error))
    child.on('exit', (code, signal) => (code === 0 ? resolve() : refuse(`ended with ${signal ?? `code ${code}`}`)))
  })
  return files
}

async function editor(variables: NonNullable<EditOptions['variables']>): Promise<readonly string[]> {
  const named = variables.VISUAL || variables.EDITOR
  if (named) return (await import('shlex')).split(posixLine(named))
  const usual =
    process.platform === 'win32'
      ? ['code.cmd', 'notepad.exe']
      : ['sensible-editor', 'editor', 'nano', 'vim', 'vi', 'code']
  const found = usual.map((name) => onPath(name, variables.PATH ?? '')).find((path) => path !== undefined)
  if (found) return [found]
  throw new LimbeckError('no-editor', 'No editor was found: set $EDITOR, as in EDITOR="code --wait".')
}

const onPath = (name: string, path: string): string | undefined =>
  path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((program) => {
      try {
        accessSync(program, constants.X_OK)
        return true
      } catch (error) {
        if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(String((error as { code?: string }).code))) return false
        throw error
      }
    })
