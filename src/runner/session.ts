import type { Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import { createJournal, type JournalEntry, pruneJournal, writeJournal } from './journal.js'
import { isPlain, type LoadedPlan, type LoadedStep } from './load-steps.js'
import type { RunOptions } from './run-options.js'
import type { ProgramDatabase } from './run-program.js'
import { changeRows, guard } from './version-rows.js'
import { nameOf } from './version-table.js'

/** A revision that a run applied or took back. */
export interface RanStep {
  readonly revision: string
  readonly direction: Direction | 'stamp'
  /** Milliseconds. */
  readonly duration: number
}

/** One attempt at a run: where it stands, and what of it our own tables do not say yet. */
export interface Session {
  /** Our tables, as SQL writes them. */
  readonly table: string
  readonly journal: string
  readonly plan: LoadedPlan
  readonly options: RunOptions
  /** The version rows as of the last commit. */
  rows: readonly string[]
  /** What ran, and our tables do not say yet. */
  readonly due: JournalEntry[]
  /** What ran and is not committed yet. */
  readonly ran: RanStep[]
  /** What the run committed, earlier attempts included. */
  readonly committed: RanStep[]
  /** The step that is being run. */
  step?: LoadedStep | undefined
  /** The first statements of a transaction or batch: our tables, where there are none, and at last the guard. */
  opening(id?: string): readonly Statement[]
}

/** Begins at the version rows that were read; `made` is what makes their table, where there is none yet. */
export function beginSession(
  rows: readonly string[],
  plan: LoadedPlan,
  options: RunOptions,
  committed: RanStep[],
  made: readonly Statement[] = [],
): Session {
  const table = nameOf(options)
  const journal = nameOf(options, 'limbeck_journal')
  return {
    table,
    journal,
    plan,
    options,
    rows,
    due: [],
    ran: [],
    committed,
    opening(id) {
      return [...made, createJournal(journal, id), guard(table, journal, this.rows)]
    },
  }
}

/** Tells that a step begins, runs it on a database, and notes it. */
export async function runStep(session: Session, database: ProgramDatabase, step: LoadedStep): Promise<void> {
  const { plan, due, ran } = session
  await plan.tell?.(session, step)
  const appliedAt = Date.now()
  session.step = step
  if (isPlain(step)) await database.run(step.compiled.statements)
  else await plan.runOther?.(database, step)
  session.step = undefined
  const duration = Date.now() - appliedAt
  due.push({ step, appliedAt, duration })
  ran.push({ revision: step.revision, direction: step.direction, duration })
}

/**
 * The statements that bring our tables, which hold the version rows `from`, up to date with what ran: a step at least. Where
 * nothing was applied, no downgrade is too old to be kept.
 */
export const writeSession = (
  { table, journal, due, options }: Session,
  from: readonly string[],
  to: readonly string[],
): readonly Statement[] => [
  ...changeRows(table, from, to),
  ...writeJournal(journal, due, options.journal),
  ...(from[0] ? [pruneJournal(journal, options.journal)] : []),
]
