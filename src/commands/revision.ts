import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LimbeckError } from '../errors.js'
import { buildGraph } from '../graph/build.js'
import { type NewRevision, type WriteOptions, writeRevision } from '../scripts/write-revision.js'
import type { Project } from './project.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'
import { templateFile } from './templates.js'
import { throughEnv } from './through-env.js'

/** A revision to be written by a command. */
export interface WantedRevision extends NewRevision {
  /** With `revisionEnvironment`: `env.ts` is run as for SQL, and no database is opened. */
  readonly sql?: boolean
  /** The kind of file, in place of the first that the script directory has a template for. */
  readonly format?: 'ts' | 'sql'
}

/**
 * Writes a new revision, and runs the hooks of the configuration on it; with `revisionEnvironment` `env.ts` before, and
 * `processRevisionDirectives`, which may make several of it, or none. Throws as `writeRevision`, and `invalid-argument` for
 * `sql` without an environment.
 */
export async function revision(
  project: Project,
  wanted: WantedRevision = {},
  report?: WriteOptions['report'],
): Promise<readonly RevisionEntry[]> {
  if (project.settings.revisionEnvironment) {
    return (await import('./autogenerate/write-through-env.js')).writeThroughEnv(project, wanted, report)
  }
  await runEnvironment(project, wanted.sql)
  return [await writeWanted(project, wanted, report)]
}

/** Runs `env.ts` where the configuration wants it for commands that only write files; what it runs does nothing. */
export async function runEnvironment(project: Project, sql = false): Promise<void> {
  if (project.settings.revisionEnvironment) return throughEnv(project, sql, async () => undefined)
  if (!sql) return
  const message =
    'Using --sql with the revision command when revisionEnvironment is not configured does not make any sense.'
  throw new LimbeckError('invalid-argument', message)
}

/** Writes a new revision as the configuration says. Throws as `writeRevision`. */
export async function writeWanted(
  project: Project,
  wanted: WantedRevision,
  report?: WriteOptions['report'],
): Promise<RevisionEntry> {
  const { fileTemplate, timezone, truncateSlugLength, hooks } = project.settings
  const scripts = project.scripts()
  const here = wanted.versionPath === undefined ? undefined : resolve(project.cwd, wanted.versionPath)
  const versionPath = here !== undefined && scripts.locations.includes(here) ? here : wanted.versionPath
  const template = wanted.format && templateOf(scripts.directory, wanted.format)
  const written = await writeRevision(
    scripts,
    { ...wanted, ...(versionPath !== undefined && { versionPath }) },
    {
      ...(fileTemplate !== undefined && { fileTemplate }),
      ...(timezone !== undefined && { timezone }),
      ...(truncateSlugLength !== undefined && { truncateSlugLength }),
      ...(template && { template }),
      ...(hooks && { hooks }),
      ...(report && { report }),
    },
  )
  const revisions = [...scripts.revisions, written]
  return entriesOf({ ...scripts, revisions, graph: buildGraph(revisions) }, [revisions.length - 1])[0] as RevisionEntry
}

/** The script directory's own template for a kind of file, or the one that `init` would have copied. */
function templateOf(directory: string, format: 'ts' | 'sql'): string {
  const own = join(directory, `script.${format}.tmpl`)
  return existsSync(own) ? own : templateFile(`script.${format}.tmpl`)
}
