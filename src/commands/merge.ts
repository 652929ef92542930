import type { NewRevision, WriteOptions } from '../scripts/write-revision.js'
import type { Project } from './project.js'
import { runEnvironment, writeWanted } from './revision.js'
import type { RevisionEntry } from './revision-entry.js'

/** What of a merge can be said. */
export type Merge = Pick<NewRevision, 'message' | 'branchLabels' | 'revision' | 'splice'>

/**
 * Writes a revision that follows several: two heads become one. With `revisionEnvironment` `env.ts` is run before, but, as
 * in Alembic, `processRevisionDirectives` has no word in it: a merge has nothing of its own. Throws as `writeRevision`.
 */
export async function merge(
  project: Project,
  revisions: readonly string[],
  options: Merge = {},
  report?: WriteOptions['report'],
): Promise<RevisionEntry> {
  await runEnvironment(project)
  return writeWanted(project, { ...options, head: revisions }, report)
}
