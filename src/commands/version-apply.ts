import type { Adapter, BatchAdapter, Queryable, TransactionalAdapter } from '../adapter.js'
import type { Graph } from '../graph/revision.js'
import { appliedBy, idsOf } from '../graph/rows.js'
import { maximal } from '../graph/walk.js'
import type { Progress } from '../runner/run-options.js'
import { readRows, sameRows } from '../runner/version-table.js'
import type { AppliedRevision, OnVersionApply } from './config.js'
import type { Database } from './each-database.js'

/** An adapter, and whom a run on it is to tell of each step. */
export interface Watched {
  readonly adapter: Adapter
  began(step: Progress): void
  /** To be called when the run is over: throws what the callback threw where nothing could be undone any more. */
  ended(): void
}

/**
 * Calls back for each revision before the transaction that holds it commits, so that what the callback throws undoes it:
 * Alembic's `on_version_apply`. On a database that takes whole batches only, when the batch is done.
 */
export function watchApplied(database: Database, callback: OnVersionApply): Watched {
  const { adapter, scripts, table, database: address, name } = database
  const on = { database: address, ...(name !== undefined && { name }) }
  let begun: Progress[] = []
  const failed: unknown[] = []
  /** Tells of every step that the version rows say is done; a step in an autocommit block may still be under way. */
  const tell = async (connection: Queryable, before: readonly string[]) => {
    const end = (await readRows(connection, table)) ?? []
    let rows = before
    while (begun[0] && (begun[0].direction === 'stamp' || !sameRows(rows, end))) {
      const { revision, direction, message } = begun.shift() as Progress
      rows = direction === 'stamp' ? end : rowsAfter(scripts.graph, rows, revision, direction === 'upgrade')
      const below = scripts.graph.down[scripts.graph.ids.indexOf(revision)]
      const applied: AppliedRevision = {
        revision,
        direction,
        message,
        downRevision: idsOf(scripts.graph, below),
        rows,
        connection,
        ...on,
      }
      await callback(applied)
    }
  }
  /** What had begun when something failed is begun again, if at all. */
  const orForget = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      begun = []
      throw error
    })
  const transaction: TransactionalAdapter['transaction'] = (work, options) =>
    orForget(
      (adapter as TransactionalAdapter).transaction(async (tx) => {
        const before = (await readRows(tx, table)) ?? []
        const result = await work(tx)
        await tell(tx, before)
        return result
      }, options),
    )
  const batch: BatchAdapter['batch'] = async (statements) => {
    const before = (await readRows(adapter, table)) ?? []
    await orForget((adapter as BatchAdapter).batch(statements))
    // The runner would take it for the batch's failure.
    await tell(adapter, before).catch((error: unknown) => failed.push(error))
  }
  // A prototype, not a copy: an adapter may be an instance of a class, or have getters.
  const watched: Adapter = Object.assign(
    Object.create(adapter) as Adapter,
    adapter.atomic === 'transaction' ? { transaction } : { batch },
  )
  const ended = () => {
    if (failed.length > 0) throw failed[0]
  }
  return { adapter: watched, began: (step) => begun.push(step), ended }
}

/** The version rows after a revision was applied, or taken back. */
function rowsAfter(graph: Graph, rows: readonly string[], revision: string, up: boolean): readonly string[] {
  const { all } = appliedBy(graph, rows)
  const at = graph.ids.indexOf(revision)
  if (up) all.add(at)
  else all.delete(at)
  return idsOf(
    graph,
    [...maximal(all, graph.parents)].sort((one, other) => one - other),
  )
}
