import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Engine } from '../adapter.js'
import { compile as run } from '../compile/compile.js'
import type { Distilled, StepReport } from '../compile/distilled.js'
import { emit } from '../compile/emit.js'
import type { ReleasedChange } from '../compile/match-released.js'
import { LimbeckError } from '../errors.js'
import { scratchFor } from '../scratch/scratch-for.js'
import { readReleasedFiles, writeWhole } from '../scripts/released-files.js'
import { readScripts, type ScriptDirectory } from '../scripts/script-directory.js'
import { sourceRevisions } from '../scripts/source-revisions.js'
import { type OneDatabase, oneByOne } from './one-database.js'
import { type Project, scriptOptions } from './project.js'
import { engineOf } from './write-sql.js'

/** Options of `compile`. */
export interface CompileOptions {
  /** The file to be written: as configured, or `migrations.gen.ts` beside the configuration. */
  readonly out?: string
  /** Whether nothing is written, and a file that is out of date is an error. */
  readonly check?: boolean
  /** One of several databases: each when not given. */
  readonly database?: string
}

/** What a compilation made. */
export interface Compiled {
  /** Of several databases, which. */
  readonly name?: string
  readonly file: string
  /** The file of the types, where one is configured. */
  readonly types?: string
  /** Whether a file was written; none is where it said the same already. */
  readonly written: boolean
  readonly engine: Engine
  readonly heads: readonly string[]
  /** What became of each direction of each revision, oldest first. */
  readonly report: readonly StepReport[]
  /** Why a new database is not made at once; undefined where it is. */
  readonly noBaseline?: string
}

/**
 * Compiles the revisions of a project into one file, which any bundler, and none, takes; those of several databases into
 * one each. Throws `out-of-date` where that is only to be checked, `write-failed`, `invalid-argument`, and what `compile`
 * of `limbeck/compile` throws.
 */
export async function compile(given: Project, options: CompileOptions = {}): Promise<readonly Compiled[]> {
  const databases = oneByOne(given, options.database)
  if (options.out !== undefined && databases.length > 1) {
    const names = databases.map(({ name }) => name).join(', ')
    const message = `One file cannot be that of several databases: name one with --database (${names}).`
    throw new LimbeckError('invalid-argument', message)
  }
  const compiled: Compiled[] = []
  for (const one of databases) compiled.push(await compileOne(one, options))
  return compiled
}

async function compileOne({ project, name }: OneDatabase, options: CompileOptions): Promise<Compiled> {
  const { settings, folder, cwd } = project
  const configured = settings.compile?.out
  const file = options.out ? resolve(cwd, options.out) : resolve(folder, configured ?? 'migrations.gen.ts')
  const scripts = readScripts(project.scripts().directory, scriptOptions(settings, folder))
  const distilled = await distil(project, scripts, { name })
  const code = codeOf(distilled, scripts, file)
  const { engine, heads, report, noBaseline } = distilled
  const types = settings.compile?.types === undefined ? undefined : resolve(folder, settings.compile.types)
  const texts = new Map([[file, code]])
  if (types !== undefined) texts.set(types, `// Written by 'limbeck compile': do not edit.\n${distilled.types ?? ''}`)
  const changed = [...texts].filter(([path, text]) => readIfThere(path) !== text)
  for (const [path, text] of changed) {
    if (!options.check) writeWhole(path, text)
    else {
      const message = `${path} is not what the revisions give now: run 'limbeck compile', and keep the file with them.`
      throw new LimbeckError('out-of-date', message)
    }
  }
  const written = changed.length > 0
  return {
    ...(name !== undefined && { name }),
    file,
    ...(types !== undefined && { types }),
    written,
    engine,
    heads,
    report,
    ...(noBaseline !== undefined && { noBaseline }),
  }
}

/** The database that revisions are compiled for: as configured, or the one that is. */
export const engineFor = (project: Project): Engine => project.settings.compile?.engine ?? engineOf(project, {})

/** How the revisions of a project are compiled. */
export interface DistilOptions {
  /** One of several databases. */
  readonly name?: string | undefined
  /** The texts of released files, by name: those that there are, when not given. */
  readonly released?: ReadonlyMap<string, string>
  /** Told of a source that is not what was released, and is compiled as it is now; an error when not given. */
  readonly onReleasedChange?: (change: ReleasedChange) => void
}

/** The revisions of a project as data; the released ones as they were released. */
export function distil(project: Project, scripts: ScriptDirectory, options: DistilOptions = {}): Promise<Distilled> {
  const { settings, folder } = project
  const { sqliteVersion, baseline } = settings.compile ?? {}
  const { name, onReleasedChange } = options
  const engine = engineFor(project)
  const released = options.released ?? readReleasedFiles(scripts.directory, engine, name)
  const revisions = sourceRevisions(scripts, name)
  const texts = revisions.map(({ source }) => source)
  return run({
    engine,
    revisions,
    released,
    scratch: scratchFor(engine, folder, texts),
    ...(sqliteVersion !== undefined && { sqliteVersion }),
    ...(baseline !== undefined && { baseline }),
    types: settings.compile?.types !== undefined,
    ...(onReleasedChange && { onReleasedChange }),
  })
}

function codeOf(distilled: Distilled, { directory }: ScriptDirectory, file: string): string {
  const programPath = (path: string) => {
    const from = relative(dirname(file), join(directory, path)).replaceAll('\\', '/')
    return from.startsWith('.') ? from : `./${from}`
  }
  const [entry] = emit(distilled, { chunks: false, typed: /\.m?ts$/.test(file), programPath })
  return (entry as { readonly code: string }).code
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw new LimbeckError('write-failed', `${file} cannot be written: ${(error as Error).message}.`, error)
  }
}
