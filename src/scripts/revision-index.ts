import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listFiles } from './list-files.js'

const first =
  '// Every revision of this folder, oldest name first, for bundlers that cannot list files. New ones are added by limbeck.'

/** The file that imports all revisions of a folder. */
export const revisionIndex = (folder: string): string => join(folder, 'index.ts')

/**
 * Writes a module that exports every revision of a folder as `revisions`; SQL files, which no bundler imports by itself, are
 * only named in it.
 */
export function writeRevisionIndex(folder: string, recursive = false): void {
  const paths = listFiles([folder], recursive).map((file) => relative(folder, file).replaceAll('\\', '/'))
  const modules = paths.filter((path) => !path.endsWith('.sql'))
  const others = paths.filter((path) => path.endsWith('.sql'))
  const lines = [
    first,
    ...others.map((path) => `// Not imported: ${path}, which is SQL.`),
    ...modules.map(
      (path, nth) => `import * as r${nth + 1} from ${JSON.stringify(`./${path.replace(/\.(m?)ts$/, '.$1js')}`)}`,
    ),
    '',
    `export const revisions = [${modules.map((_, nth) => `r${nth + 1}`).join(', ')}]`,
    '',
  ]
  // Whoever reads it meanwhile has the old one, or the new one.
  const draft = `${revisionIndex(folder)}.${process.pid}.draft`
  writeFileSync(draft, lines.join('\n'))
  renameSync(draft, revisionIndex(folder))
}

/** Whether a folder has such a module, and nobody made another of it. */
export const hasRevisionIndex = (folder: string): boolean =>
  existsSync(revisionIndex(folder)) && readFileSync(revisionIndex(folder), 'utf8').startsWith(first)
