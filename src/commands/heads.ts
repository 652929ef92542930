import { effectiveHeads, versionedHeads } from '../graph/identify.js'
import type { Project } from './project.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'

/** Options of `heads`. */
export interface HeadsOptions {
  /** Leaves out heads that another revision depends on. */
  readonly resolveDependencies?: boolean
}

/** The revisions that nothing follows. */
export async function heads(project: Project, options: HeadsOptions = {}): Promise<readonly RevisionEntry[]> {
  const scripts = project.scripts()
  return entriesOf(scripts, (options.resolveDependencies ? effectiveHeads : versionedHeads)(scripts.graph))
}
