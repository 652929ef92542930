import { history as rangeOf } from '../graph/history.js'
import type { Project } from './project.js'
import { runEnvironment } from './revision.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'
import { versionRows } from './version-rows.js'

/** Options of `history`. */
export interface HistoryOptions {
  /** `a:b`, `a:` or `:b`; everything when not given. `current` is where the database stands. */
  readonly range?: string
  /** Says which revisions the database is at. */
  readonly indicateCurrent?: boolean
}

/** The revisions of a range, newest first, both ends included. Throws as the graph's `history`. */
export async function history(project: Project, options: HistoryOptions = {}): Promise<readonly RevisionEntry[]> {
  const { range = ':', indicateCurrent = false } = options
  const scripts = project.scripts()
  const asked = indicateCurrent || /(^|:)\s*current\s*(:|$)/.test(range)
  const rows = asked ? await versionRows(project) : undefined
  if (!asked) await runEnvironment(project)
  return entriesOf(scripts, rangeOf(scripts.graph, range, rows), indicateCurrent ? rows : undefined)
}
