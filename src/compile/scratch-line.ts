import type { Statement, TransactionalAdapter } from '../adapter.js'
import type { Graph } from '../graph/revision.js'
import { maximal } from '../graph/walk.js'
import type { MigrationSet } from '../runner/migration-set.js'
import { upgrade } from '../runner/upgrade.js'

/** A throw-away database, as src/scratch opens one. */
export interface Scratch {
  readonly adapter: TransactionalAdapter
  close(): Promise<void>
}

/** Throw-away databases of one kind that stand where they are wanted. */
export interface ScratchLine {
  /** A database at exactly these revisions, which are closed under what they need. */
  at(revisions: ReadonlySet<number>): Promise<TransactionalAdapter>
  /** Opens a database, if none is open. Throws what stands in the way of any. */
  open(): Promise<void>
  close(): Promise<void>
}

/** Opens databases as they are needed: one goes on as long as nothing has to be taken back, then another is begun. */
export function scratchLine(
  open: () => Promise<Scratch>,
  set: MigrationSet,
  graph: Graph,
  prepare: readonly Statement[] = [],
): ScratchLine {
  let scratch: Scratch | undefined
  let applied: ReadonlySet<number> = new Set()
  const close = async () => {
    await scratch?.close()
    scratch = undefined
    applied = new Set()
  }
  const opened = async () => {
    if (!scratch) {
      scratch = await open()
      await scratch.adapter.run(prepare)
    }
    return scratch
  }
  return {
    close,
    async open() {
      await opened()
    },
    async at(revisions) {
      if (![...applied].every((one) => revisions.has(one))) await close()
      const { adapter } = await opened()
      if (applied.size < revisions.size) {
        const tops = maximal(revisions, graph.parents).map((at) => graph.ids[at] as string)
        try {
          await upgrade(adapter, set, tops, { journal: { downgrades: 0 } })
        } catch (error) {
          await close()
          throw error
        }
        applied = new Set(revisions)
      }
      return adapter
    },
  }
}
