import type { Statement, TransactionalAdapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { maximal } from '../graph/walk.js'
import type { MigrationFailedError } from '../runner/failure.js'
import type { MigrationSet } from '../runner/migration-set.js'
import { upgrade } from '../runner/upgrade.js'
import type { RecordedRevisions } from './compile-revisions.js'
import type { SourceRevision } from './distilled.js'
import { type KnownSchema, knownSchema } from './known-schema.js'

/** A throw-away database, as src/scratch opens one. */
export interface Scratch {
  readonly adapter: TransactionalAdapter
  close(): Promise<void>
}

/** Throw-away databases of one kind that stand where they are wanted. */
export interface ScratchLine {
  /**
   * A database at exactly these revisions, which are closed under what they need. Throws `RevisionFailsError` where one of
   * them cannot be run on it.
   */
  at(revisions: ReadonlySet<number>): Promise<KnownSchema>
  /** Opens a database, if none is open. Throws what stands in the way of any. */
  open(): Promise<void>
  close(): Promise<void>
}

/** A revision that a database does not take which has nothing but what the revisions before it made. */
export class RevisionFailsError extends LimbeckError {
  override readonly name = 'RevisionFailsError'
}

/** Opens databases as they are needed: one goes on as long as nothing has to be taken back, then another is begun. */
export function scratchLine(
  open: () => Promise<Scratch>,
  set: MigrationSet,
  { graph, sources }: Pick<RecordedRevisions, 'graph' | 'sources'>,
  prepare: readonly Statement[] = [],
): ScratchLine {
  let scratch: Scratch | undefined
  let schema: KnownSchema | undefined
  let applied: ReadonlySet<number> = new Set()
  const close = async () => {
    await scratch?.close()
    scratch = undefined
    schema = undefined
    applied = new Set()
  }
  const opened = async (): Promise<KnownSchema> => {
    if (!scratch || !schema) {
      scratch = await open()
      schema = knownSchema(scratch.adapter)
      await schema.adapter.run(prepare)
    }
    return schema
  }
  return {
    close,
    async open() {
      await opened()
    },
    async at(revisions) {
      if (![...applied].every((one) => revisions.has(one))) await close()
      const database = await opened()
      if (applied.size < revisions.size) {
        const tops = maximal(revisions, graph.parents).map((at) => graph.ids[at] as string)
        try {
          await upgrade(database.adapter, set, tops, { journal: { downgrades: 0 } })
        } catch (error) {
          await close()
          const isRevision = (error as LimbeckError).code === 'migration-failed'
          throw isRevision ? failsHere(error as MigrationFailedError, sources) : error
        }
        applied = new Set(revisions)
      }
      return database
    },
  }
}

/** The same failure, told of the revision: that a scratch database is where it was is no news. */
function failsHere(error: MigrationFailedError, sources: readonly SourceRevision[]): RevisionFailsError {
  const { revision, statement, position, cause } = error
  const { file } = sources.find((one) => one.revision === revision) ?? {}
  const said = String((cause as Error | undefined)?.message ?? cause).replace(/\.$/, '')
  const where = statement === undefined ? '' : `, at statement ${position}, ${statement}`
  const message = `On an empty database the upgrade of ${revision} fails, ${file}: ${said}${where}`
  return new RevisionFailsError('invalid-revision', message, cause)
}
