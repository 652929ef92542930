import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after } from 'node:test'

/** A folder with files in it, which is gone after the tests. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-folder-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) put(join(folder, path), text)
  return folder
}

/** Writes a file, and the folders that it lies in. */
export function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** The text of a small revision, as a module. */
export const revisionText = (revision: string, down: string | null = null, more = ''): string =>
  `export const revision = '${revision}'\nexport const downRevision = ${down === null ? null : `'${down}'`}\n${more}`

/** The template that `limbeck init` copies. */
export const template = resolve('src/templates/generic/script.ts.tmpl')
