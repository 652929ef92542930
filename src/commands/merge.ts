import type { NewRevision, WriteOptions } from '../scripts/write-revision.js'
import type { Project } from './project.js'
import { revision } from './revision.js'
import type { RevisionEntry } from './revision-entry.js'

/** What of a merge can be said. */
export type Merge = Pick<NewRevision, 'message' | 'branchLabels' | 'revision' | 'splice'>

/** Writes a revision that follows several: two heads become one. Throws as `writeRevision`. */
export const merge = (
  project: Project,
  revisions: readonly string[],
  options: Merge = {},
  report?: WriteOptions['report'],
): Promise<RevisionEntry> => revision(project, { ...options, head: revisions }, report)
