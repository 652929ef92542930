import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Engine } from '../adapter.js'
import { compile as run } from '../compile/compile.js'
import type { Distilled, StepReport } from '../compile/distilled.js'
import { emit } from '../compile/emit.js'
import { LimbeckError } from '../errors.js'
import { scratchFor } from '../scratch/scratch-for.js'
import { readScripts, type ScriptDirectory } from '../scripts/script-directory.js'
import { sourceRevisions } from '../scripts/source-revisions.js'
import { type Project, scriptOptions } from './project.js'
import { engineOf } from './write-sql.js'

/** Options of `compile`. */
export interface CompileOptions {
  /** The file to be written: as configured, or `migrations.gen.ts` beside the configuration. */
  readonly out?: string
  /** Whether nothing is written, and a file that is out of date is an error. */
  readonly check?: boolean
}

/** What a compilation made. */
export interface Compiled {
  readonly file: string
  /** Whether the file was written; it is not where it said the same already. */
  readonly written: boolean
  readonly engine: Engine
  readonly heads: readonly string[]
  /** What became of each direction of each revision, oldest first. */
  readonly report: readonly StepReport[]
  /** Why a new database is not made at once; undefined where it is. */
  readonly noBaseline?: string
}

/**
 * Compiles the revisions of a project into one file, which any bundler, and none, takes. Throws `out-of-date` where that
 * is only to be checked, `write-failed`, and what `compile` of `limbeck/compile` throws.
 */
export async function compile(project: Project, options: CompileOptions = {}): Promise<Compiled> {
  const { settings, folder, cwd } = project
  const configured = settings.compile?.out
  const file = options.out ? resolve(cwd, options.out) : resolve(folder, configured ?? 'migrations.gen.ts')
  const scripts = readScripts(project.scripts().directory, scriptOptions(settings, folder))
  const distilled = await distil(project, scripts)
  const code = codeOf(distilled, scripts, file)
  const { engine, heads, report, noBaseline } = distilled
  const written = readIfThere(file) !== code
  if (written && options.check) {
    const message = `${file} is not what the revisions give now: run 'limbeck compile', and keep the file with them.`
    throw new LimbeckError('out-of-date', message)
  }
  if (written) writeWhole(file, code)
  return { file, written, engine, heads, report, ...(noBaseline !== undefined && { noBaseline }) }
}

/** The revisions of a project as data, for the engine that it is configured for; of one of several databases, if named. */
export function distil(project: Project, scripts: ScriptDirectory, name?: string): Promise<Distilled> {
  const { settings, folder } = project
  const { engine = engineOf(project, {}), sqliteVersion, baseline } = settings.compile ?? {}
  const revisions = sourceRevisions(scripts, name)
  const texts = revisions.map(({ source }) => source)
  return run({
    engine,
    revisions,
    scratch: scratchFor(engine, folder, texts),
    ...(sqliteVersion !== undefined && { sqliteVersion }),
    ...(baseline !== undefined && { baseline }),
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

/** A file is there as it was, or as it shall be: whoever watches it never reads half of it. */
function writeWhole(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, text)
    renameSync(draft, file)
  } catch (cause) {
    throw new LimbeckError('write-failed', `${file} could not be written: ${(cause as Error).message}.`, cause)
  }
}
