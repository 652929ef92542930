import { allCurrent } from '../graph/all-current.js'
import { resolve, type Target } from '../graph/resolve.js'
import type { Project } from './project.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'
import { versionRows } from './version-rows.js'

/** The revisions that a symbol names; `current` is where the database stands, `base` none. Throws as `resolve`. */
export async function show(project: Project, target: Target): Promise<readonly RevisionEntry[]> {
  const scripts = project.scripts()
  if (target !== 'current') return entriesOf(scripts, resolve(scripts.graph, target))
  const rows = await versionRows(project)
  return entriesOf(scripts, allCurrent(scripts.graph, rows), rows)
}
