import { history as rangeOf } from '../graph/history.js'
import type { Project } from './project.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'

/** A revision that several others follow, and those. */
export interface Branches {
  readonly branchPoint: RevisionEntry
  readonly next: readonly RevisionEntry[]
}

/** The revisions that several others follow, newest first. */
export async function branches(project: Project): Promise<readonly Branches[]> {
  const scripts = project.scripts()
  const all = entriesOf(scripts, rangeOf(scripts.graph, ':'))
  const byId = new Map(all.map((entry) => [entry.revision, entry]))
  return all
    .filter((entry) => entry.isBranchPoint)
    .map((branchPoint) => ({ branchPoint, next: branchPoint.next.map((id) => byId.get(id) as RevisionEntry) }))
}
