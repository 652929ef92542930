import { resolve } from 'node:path'
import { graphOf } from '../scripts/script-directory.js'
import { type NewRevision, type WriteOptions, writeRevision } from '../scripts/write-revision.js'
import type { Project } from './project.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'

/** Writes a new revision, and runs the hooks of the configuration on it. Throws as `writeRevision`. */
export async function revision(
  project: Project,
  wanted: NewRevision = {},
  report?: WriteOptions['report'],
): Promise<RevisionEntry> {
  const { fileTemplate, timezone, truncateSlugLength, hooks } = project.settings
  const scripts = project.scripts()
  const here = wanted.versionPath === undefined ? undefined : resolve(project.cwd, wanted.versionPath)
  const versionPath = here !== undefined && scripts.locations.includes(here) ? here : wanted.versionPath
  const written = await writeRevision(
    scripts,
    { ...wanted, ...(versionPath !== undefined && { versionPath }) },
    {
      ...(fileTemplate !== undefined && { fileTemplate }),
      ...(timezone !== undefined && { timezone }),
      ...(truncateSlugLength !== undefined && { truncateSlugLength }),
      ...(hooks && { hooks }),
      ...(report && { report }),
    },
  )
  const revisions = [...scripts.revisions, written]
  return entriesOf({ ...scripts, revisions, graph: graphOf(revisions) }, [revisions.length - 1])[0] as RevisionEntry
}
