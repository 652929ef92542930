import { readFile } from 'node:fs/promises'
import { LimbeckError } from '../errors.js'
import type { LazyRevision, RevisionModule } from '../runner/migration-set.js'
import { loadModule } from './load-module.js'
import { readScripts, type ScriptOptions, type ScriptRevision } from './script-directory.js'

/** Options of `loadMigrations`. */
export interface LoadOptions extends ScriptOptions {
  /** One of several databases: its revisions are the functions `upgrade_NAME` and `downgrade_NAME`. */
  readonly name?: string
}

/**
 * The revisions of a script directory, as `migrator` takes them: their headers are read now, and a file is run when its
 * revision is. Throws as `readScripts`.
 */
export const loadMigrations = async (directory: string, options: LoadOptions = {}): Promise<readonly LazyRevision[]> =>
  lazyRevisions(readScripts(directory, options).revisions, options.name)

/** Revisions that are loaded when they run; of one database when it is named. */
export const lazyRevisions = (revisions: readonly ScriptRevision[], name?: string): readonly LazyRevision[] =>
  revisions.map(({ doc: _, ...header }) => ({ ...header, load: () => load(header.file, name) }))

async function load(file: string, name: string | undefined): Promise<RevisionModule | string> {
  if (file.endsWith('.sql')) return readFile(file, 'utf8')
  const module = (await loadModule(file)) as unknown as RevisionModule
  return forDatabase(file, module, name)
}

/**
 * A revision of several databases, for one of them; where it has nothing to do there it has no functions. Throws
 * `invalid-revision` where none is named and all that it has is for one, and where it has functions of other names only: a
 * database would be told to have what it has not.
 */
export function forDatabase(file: string, module: RevisionModule, name: string | undefined): RevisionModule {
  const named = module as unknown as Readonly<Record<string, RevisionModule['upgrade']>>
  const [some] = Object.keys(named).filter((key) => /^(up|down)grade_/.test(key))
  const { upgrade, downgrade, ...rest } = module
  if (some === undefined) {
    const [other] = Object.keys(rest).filter((key) => typeof named[key] === 'function')
    if (upgrade || !(other ?? downgrade)) return module
    const message = `${file} has ${other ?? 'downgrade'}, and no upgrade: a revision that does nothing has no functions, or empty ones.`
    throw new LimbeckError('invalid-revision', message)
  }
  if (name === undefined) {
    if (upgrade || downgrade) return module
    const message = `${file} has ${some}, for one of several databases, and no upgrade: name the database that this is for.`
    throw new LimbeckError('invalid-revision', message)
  }
  const [up, down] = [named[`upgrade_${name}`], named[`downgrade_${name}`]]
  return { ...rest, ...(up && { upgrade: up }), ...(down && { downgrade: down }) }
}
