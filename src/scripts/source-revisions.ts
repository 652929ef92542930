import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Jiti } from 'jiti'
import type { LoadedSource, Realm, SourceRevision } from '../compile/distilled.js'
import { LimbeckError } from '../errors.js'
import type { Direction } from '../graph/revision.js'
import type { RevisionModule } from '../runner/migration-set.js'
import { forDatabase } from './load-migrations.js'
import { openJiti } from './load-module.js'
import { ownWorld } from './realm.js'
import type { ScriptDirectory, ScriptRevision } from './script-directory.js'

/**
 * The revisions of a script directory as `compile` takes them; those of one of several databases when it is named. A file
 * is run when the compiler loads it, afresh each time, and not before.
 */
export const sourceRevisions = (
  { directory, revisions }: Pick<ScriptDirectory, 'directory' | 'revisions'>,
  name?: string,
): readonly SourceRevision[] => revisions.map((revision) => sourceRevision(directory, revision, name))

function sourceRevision(directory: string, revision: ScriptRevision, name: string | undefined): SourceRevision {
  const { doc: _, file, ...header } = revision
  const source = readFileSync(file, 'utf8')
  const path = relative(directory, file).replaceAll('\\', '/')
  if (file.endsWith('.sql')) return { ...header, file: path, source }
  let jiti: Promise<Jiti> | undefined
  return {
    ...header,
    file: path,
    source,
    ...functionsOf(source, name),
    load(realm) {
      jiti ??= openJiti(file, source)
      return load(file, jiti, name, realm)
    },
  }
}

/** The functions of one of several databases, if the file has any that are for one. */
function functionsOf(source: string, name: string | undefined): Pick<SourceRevision, 'functions'> {
  if (name === undefined || !/\b(?:up|down)grade_\w/.test(source)) return {}
  return {
    functions: {
      ...(names(source, 'upgrade', name) && { upgrade: `upgrade_${name}` }),
      ...(names(source, 'downgrade', name) && { downgrade: `downgrade_${name}` }),
    },
  }
}

/** Whether a revision has something to do on one of several databases. */
export function hasFunctionsFor(file: string, name: string): boolean {
  const source = readFileSync(file, 'utf8')
  return names(source, 'upgrade', name) || names(source, 'downgrade', name)
}

const names = (source: string, direction: Direction, name: string): boolean =>
  new RegExp(`\\b${direction}_${name}\\b`).test(source)

async function load(
  file: string,
  opening: Promise<Jiti>,
  name: string | undefined,
  realm: Realm,
): Promise<LoadedSource | { readonly reason: string }> {
  const jiti = await opening
  const { within } = ownWorld(realm)
  let module: RevisionModule
  try {
    module = within(() => jiti(file)) as RevisionModule
  } catch (error) {
    // A module that waits for something cannot be run at once; one that is wrong cannot be run at all.
    await jiti.import(file).catch((cause: Error) => {
      throw new LimbeckError('invalid-revision', `${file} cannot be run: ${cause.message}`, cause)
    })
    return { reason: `its module cannot be run at once, in a world of its own: ${(error as Error).message}` }
  }
  return { module: forDatabase(file, module, name), within }
}
