import type { Engine, Queryable, Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import { createJournal, type JournalEntry, writeJournal } from './journal.js'
import type { LoadedPlan, LoadedStep } from './load-steps.js'
import type { RunOptions } from './run-options.js'
import { changeRows, createVersionTable, guard } from './version-rows.js'

/** A revision that a run applied or took back. */
export interface RanStep {
  readonly revision: string
  readonly direction: Direction
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
  readonly now: Set<string>
  unwritten: JournalEntry[]
  readonly ran: RanStep[]
  /** The revisions that were run and committed. */
  applied: readonly string[]
  /** The step that is being run. */
  step: LoadedStep | undefined
  /** The first statements of a transaction or batch: our tables, where there are none, and the guard. */
  opening(): readonly Statement[]
}

/** How many downgrades the journal keeps. */
export const keptDowngrades = (options: RunOptions): number => Math.min(options.journal?.downgrades ?? 5, 1e6)

/** Begins at the version rows that were read; undefined when there is no version table yet. */
export const beginSession = (
  engine: Engine,
  read: readonly string[] | undefined,
  plan: LoadedPlan,
  options: RunOptions,
): Session => ({
  plan,
  options,
  rows: read ?? [],
  written: read ?? [],
  now: new Set(read),
  unwritten: [],
  ran: [],
  applied: [],
  step: undefined,
  opening() {
    return [...(read ? [] : [createVersionTable]), createJournal(engine), guard(this.rows)]
  },
})

/** Tells that a step begins, runs it on a database, and notes it. */
export async function runStep(session: Session, database: Queryable, step: LoadedStep): Promise<void> {
  const { plan, options, ran, now } = session
  const { revision, direction, message, compiled } = step
  await options.onProgress?.({
    step: ran.length + 1,
    of: plan.steps.length,
    revision,
    direction,
    message,
    safePoint: ran.length === session.applied.length,
  })
  const appliedAt = new Date()
  session.step = step
  if (compiled) await database.run(compiled.statements)
  else await plan.runProgram?.(database, step)
  session.step = undefined
  const duration = Date.now() - Number(appliedAt)
  for (const [, from, to] of step.changes) {
    if (from) now.delete(from)
    if (to) now.add(to)
  }
  session.unwritten.push({ ...step, ...options.journal, appliedAt, duration })
  ran.push({ revision, direction, message, duration })
}

/** The statements that bring our tables up to date with what ran: its net effect. */
export function writeSession(session: Session): readonly Statement[] {
  const { written, unwritten } = session
  session.written = [...session.now]
  session.unwritten = []
  return unwritten[0]
    ? [...changeRows(written, session.written), ...writeJournal(unwritten, keptDowngrades(session.options))]
    : []
}
