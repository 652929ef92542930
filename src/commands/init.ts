import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Engine } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { revisionIndex, writeRevisionIndex } from '../scripts/revision-index.js'
import { writeNewFile } from '../scripts/write-file.js'
import { recogniseProject } from './recognise-project.js'
import { readTemplate } from './templates.js'

/** Options of `init`. */
export interface InitOptions {
  /** The project's folder: here when not given. */
  readonly cwd?: string
  /** The one that suits the project, when not given. */
  readonly template?: string
  /** Whether a module is made that imports every revision, for bundlers that cannot list files. */
  readonly package?: boolean
  /** Told of every file and folder. */
  readonly report?: (event: { readonly kind: 'folder' | 'file' | 'skipped'; readonly path: string }) => void
}

/** A script directory that was made. */
export interface Initialised {
  readonly directory: string
  readonly template: string
  /** What the project was taken for. */
  readonly project: string
  /** The configuration. */
  readonly config: string
  /** Whether the configuration was there already, and was left as it was. */
  readonly configKept: boolean
  /** Lines to paste into the app. */
  readonly lines: readonly string[]
}

const configurations = /^limbeck\.(config\.(m?[jt]s|json)|ini)$/

/**
 * Makes a script directory, and a configuration where there is none. Throws `folder-not-empty`, `unknown-template`,
 * `write-failed`.
 */
export async function init(named: string | undefined, options: InitOptions = {}): Promise<Initialised> {
  const cwd = resolve(options.cwd ?? '.')
  const { what, template, directory, lines } = recogniseProject(cwd, options.template, named, options.package)
  const folder = resolve(cwd, directory)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new LimbeckError('folder-not-empty', `The folder ${folder} is there and is not empty: name another.`)
  }
  const script = (relative(cwd, folder) || '.').replaceAll('\\', '/')
  const read = (file: string) => readTemplate(template, file)
  const config = join(
    cwd,
    existsSync(cwd) ? (readdirSync(cwd).find((name) => configurations.test(name)) ?? name) : name,
  )
  const files: Readonly<Record<string, string>> = {
    [join(folder, 'README')]: read('README'),
    [join(folder, 'env.ts')]: read('env.tmpl'),
    [join(folder, 'script.ts.tmpl')]: read('script.ts.tmpl'),
    [config]: read('config.tmpl')
      .replace(/\$\{script\}/g, script.replace(/'/g, "\\'"))
      .replace(/\$\{url\}/g, template === 'postgres' ? 'postgresql://localhost/app' : 'sqlite:app.db')
      .replace(/\$\{compile\}/, compileOption[template] ?? ''),
  }
  for (const path of [folder, join(folder, 'versions')]) {
    options.report?.({ kind: 'folder', path })
    mkdirSync(path, { recursive: true })
  }
  const configKept = existsSync(config)
  for (const [path, text] of Object.entries(files)) {
    const kept = path === config && configKept
    options.report?.({ kind: kept ? 'skipped' : 'file', path })
    if (!kept) writeNewFile(path, text)
  }
  if (options.package) {
    const versions = join(folder, 'versions')
    options.report?.({ kind: 'file', path: revisionIndex(versions) })
    writeRevisionIndex(versions)
  }
  return { directory: folder, template, project: what, config, configKept, lines }
}

const name = 'limbeck.config.ts'

const compileFor = (engine: Engine) => `
  // What 'limbeck compile' writes for the app to import, and for which kind of database.
  compile: { engine: '${engine}', out: 'migrations.gen.ts' },`

const compileOption: Readonly<Record<string, string>> = {
  worker: compileFor('d1'),
  'durable-object': compileFor('durable-object'),
}
