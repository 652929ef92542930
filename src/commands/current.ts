import { LimbeckError } from '../errors.js'
import { allCurrent } from '../graph/all-current.js'
import { effectiveHeads } from '../graph/identify.js'
import { readRows, sameRows } from '../runner/version-table.js'
import { eachDatabase } from './each-database.js'
import type { Project } from './project.js'
import { entriesOf, type RevisionEntry } from './revision-entry.js'
import type { OnDatabase } from './through-env.js'

/** Options of `current`. */
export interface CurrentOptions {
  /** Throws `not-at-head` unless the database has everything. */
  readonly checkHeads?: boolean
}

/** Where a database stands. */
export interface Current extends OnDatabase {
  /** The version rows. */
  readonly rows: readonly string[]
  /** Where it stands on every branch, those that its rows only imply included. */
  readonly revisions: readonly RevisionEntry[]
}

/** Where each database stands. It is not written to, and not made. Throws `database-ahead`, `not-at-head`. */
export const current = (project: Project, { checkHeads = false }: CurrentOptions = {}): Promise<readonly Current[]> =>
  eachDatabase(
    project,
    async ({ adapter, database, scripts, table }) => {
      const { graph } = scripts
      const rows = (await readRows(adapter, table)) ?? []
      const heads = effectiveHeads(graph).map((at) => graph.ids[at] as string)
      if (checkHeads && !sameRows(rows, heads)) {
        const message = `${database} is not at head: it is at ${rows.join(', ') || 'base'}, the heads are ${heads.join(', ') || 'none'}.`
        throw new LimbeckError('not-at-head', message)
      }
      return { rows, revisions: entriesOf(scripts, allCurrent(graph, rows)) }
    },
    { readOnly: true },
  )
