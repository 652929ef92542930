import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Engine, MigrationSet } from 'limbeck'
import { type CompileInput, compile, type Distilled, emit } from 'limbeck/compile'
import { scratchFor } from '../../src/scratch/scratch-for.js'
import { readScripts } from '../../src/scripts/script-directory.js'
import { sourceRevisions } from '../../src/scripts/source-revisions.js'
import { folderWith, put } from '../folder.js'

/** A script directory with revisions, by file name. */
export const scriptsWith = (files: Readonly<Record<string, string>>): string =>
  folderWith(Object.fromEntries(Object.entries(files).map(([name, text]) => [`versions/${name}`, text])))

/** Compiles a script directory. */
export function compileFolder(
  folder: string,
  engine: Engine = 'sqlite',
  options: Partial<CompileInput> = {},
): Promise<Distilled> {
  const revisions = sourceRevisions(readScripts(folder))
  const scratch = scratchFor(
    engine,
    '.',
    revisions.map(({ source }) => source),
  )
  return compile({ engine, revisions, scratch, ...options })
}

let count = 0

/** What was compiled, as an app gets it: written as one module beside the revisions, and imported. */
export async function importSet(distilled: Distilled, folder: string): Promise<MigrationSet> {
  const [entry] = emit(distilled, { chunks: false, typed: true, programPath: (file) => `./${file}` })
  const file = join(folder, `migrations-${count++}.gen.ts`)
  put(file, (entry as { readonly code: string }).code)
  return ((await import(pathToFileURL(file).href)) as { migrations: MigrationSet }).migrations
}
