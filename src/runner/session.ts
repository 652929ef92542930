import type { Queryable, Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import { createJournal, type JournalEntry, writeJournal } from './journal.js'
import type { LoadedPlan, LoadedStep } from './load-steps.js'
import { keptDowngrades, type RunOptions } from './run-options.js'
import { changeRows, createVersionTable, guard } from './version-rows.js'

/** A revision that a run applied or took back. */
export interface RanStep {
  readonly revision: string
  readonly direction: Direction | 'stamp'
  readonly message: string
  /** Milliseconds. */
  readonly duration: number
}

/** One attempt at a run: where it stands, and what of it our own tables do not say yet. */
export interface Session {
  readonly plan: LoadedPlan
  readonly options: RunOptions
  /** The version rows as of the last commit. */
  rows: readonly string[]
  /** The version rows as our table says inside the transaction, and as they are after what ran. */
  written: readonly string[]
  now: readonly string[]
  due: JournalEntry[]
  readonly ran: RanStep[]
  /** The revisions that were run and committed. */
  applied: readonly string[]
  /** The step that is being run. */
  step: LoadedStep | undefined
  /** The first statements of a transaction or batch: our tables, where there are none, and at last the guard. */
  opening(id?: string): readonly Statement[]
}

/** Begins at the version rows that were read; undefined when there is no version table yet. */
export function beginSession(read: readonly string[] | undefined, plan: LoadedPlan, options: RunOptions): Session {
  const rows = read ?? []
  return {
    plan,
    options,
    rows,
    written: rows,
    now: rows,
    due: [],
    ran: [],
    applied: [],
    step: undefined,
    opening(id) {
      return [...(read ? [] : [createVersionTable]), createJournal(id), guard(this.rows)]
    },
  }
}

/** Tells that a step begins, runs it on a database, and notes it. */
export async function runStep(session: Session, database: Queryable, step: LoadedStep): Promise<void> {
  const { plan, options, ran } = session
  const { revision, direction, message, compiled } = step
  const told = { revision, direction, message }
  const safePoint = ran.length === session.applied.length
  await options.onProgress?.({ ...told, step: ran.length + 1, of: plan.steps.length, safePoint })
  const appliedAt = new Date()
  session.step = step
  if (compiled) await database.run(compiled.statements)
  else await plan.runProgram?.(database, step)
  session.step = undefined
  const duration = Date.now() - Number(appliedAt)
  session.now = step.rows
  session.due.push({ ...step, ...options.journal, appliedAt, duration })
  ran.push({ ...told, duration })
}

/** The statements that bring our tables up to date with what ran: its net effect. */
export function writeSession(session: Session): readonly Statement[] {
  const { written, due } = session
  session.written = session.now
  session.due = []
  return due[0]
    ? [...changeRows(written, session.written), ...writeJournal(due, keptDowngrades(session.options.journal))]
    : []
}
