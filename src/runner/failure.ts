import type { Adapter } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import type { Attempt, RunResult } from './run.js'
import type { RunOptions } from './run-options.js'
import type { Session } from './session.js'
import { readRows, sameRows } from './version-table.js'

/** Where a run stopped. */
export interface FailureFields {
  /** Undefined when none had begun, or the engine does not say which of a batch it was. */
  readonly revision: string | undefined
  readonly direction: 'upgrade' | 'downgrade' | 'stamp' | undefined
  /** The SQL that failed; undefined when the revision's own code threw, or the engine does not say which. */
  readonly statement: string | undefined
  /** The statement's place, counted from 1: in its revision, or in Limbeck's own statements when none had begun. */
  readonly position: number | undefined
  /** The version rows that the database holds now; those of the last safe point where it cannot be read any more. */
  readonly rows: readonly string[]
  /** The revisions that this run applied and that stay applied. */
  readonly applied: readonly string[]
}

/** A run failed, mostly in one of its revisions; the database stands at `rows`, its last safe point. */
export class MigrationFailedError extends LimbeckError implements FailureFields {
  override readonly name = 'MigrationFailedError'
  declare readonly revision: string | undefined
  declare readonly direction: 'upgrade' | 'downgrade' | 'stamp' | undefined
  declare readonly statement: string | undefined
  declare readonly position: number | undefined
  declare readonly rows: readonly string[]
  declare readonly applied: readonly string[]

  constructor(message: string, fields: FailureFields, cause: unknown) {
    super('migration-failed', message, cause, fields)
  }
}

/**
 * What follows when an attempt at a run stopped. Where another runner moved the rows, or saved the store, what is left is
 * planned `again`; otherwise it throws what failed.
 */
export async function recover(
  adapter: Adapter,
  options: RunOptions,
  attempt: Attempt,
  error: unknown,
  again: () => Promise<RunResult>,
): Promise<RunResult> {
  const { code } = (error ?? {}) as Partial<LimbeckError>
  const { session, rows = [], from = rows, committed } = attempt
  if (code === 'database-ahead' && options.onAhead === 'ignore') return { from, to: rows, steps: committed }
  // Another tab saved the store while this one worked on it; the adapter holds the newer one now.
  const isStale = code === 'stale-store'
  if (!isStale) {
    if (!session) throw error
    const read = await readRows(adapter, options).then(
      (found = []) => found,
      () => undefined,
    )
    const now = read ?? session.rows
    // What ran may be committed, and the answer that said so lost.
    const isLost = !session.step && sameRows(now, rowsAfter(session))
    const isMoved = !sameRows(now, session.rows) && (adapter.atomic === 'batch' || !session.ran[0] || isLost)
    if (!isMoved) throw failure(error, session, read, await loadGateError())
  }
  attempt.session = undefined
  if (!committed[0]) attempt.from = undefined
  attempt.failed = (attempt.failed ?? 0) + 1
  if (attempt.failed < 3) {
    attempt.rows = await readRows(adapter, options)
    return again()
  }
  throw isStale ? error : new LimbeckError('concurrent-upgrade', 'Other runners move the rows.', error)
}

/** The version rows once what ran in a session is committed. */
function rowsAfter({ rows, plan, ran }: Session): readonly string[] {
  const held = new Set(rows)
  for (const { revision, gone, come } of plan.steps) {
    if (!ran.some((one) => one.revision === revision)) continue
    for (const id of gone) held.delete(id)
    for (const id of come) held.add(id)
  }
  return [...held]
}

/** What a gate has to say stands in the database's own error, wherever the statement that is one came from. */
const loadGateError = (): Promise<(error: unknown) => unknown> =>
  import('../rebuild/gate-error.js').then(
    ({ gateError }) => gateError,
    () => (error) => error,
  )

/**
 * The error of a run that stopped: what failed, where, and at which rows the database stands now; undefined when nothing
 * can be read any more: then what was last committed is all there is to tell.
 */
function failure(
  error: unknown,
  { step, rows: last, committed }: Session,
  read: readonly string[] | undefined,
  gateError: (error: unknown) => unknown,
): LimbeckError {
  const where = error instanceof StatementError ? error : undefined
  const cause = gateError(where ? where.cause : error)
  if (cause instanceof LimbeckError && (!step || cause.code === 'schema-drift')) return cause
  const rows = read ?? last
  const what = step ? `The ${step.direction} of ${step.revision}` : 'The run'
  const position = where && where.index + 1
  const at = position ? ` at statement ${position}` : ''
  const said = String((cause as Error | undefined)?.message ?? cause)
  const words = `${what} failed${at}: ${said.replace(/\.$/, '')}.`
  const hint = !rows[0] && /already exists/.test(words) ? ' Made without Limbeck? Stamp it.' : ''
  const applied = committed.map(({ revision }) => revision)
  return new MigrationFailedError(
    `${words} The database ${read ? 'is' : 'was last seen'} at ${rows.join(', ') || 'base'}.${hint}`,
    { revision: step?.revision, direction: step?.direction, statement: where?.sql, position, rows, applied },
    cause,
  )
}
