import type { Engine, Queryable, Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import { createJournal, type JournalEntry, writeJournal } from './journal.js'
import type { LoadedPlan, LoadedStep } from './load-steps.js'
import { changeRows, createVersionTable, guard } from './version-rows.js'

/** What the journal keeps beside the steps themselves. */
export interface JournalOptions {
  /** How many of the newest revisions keep their compiled downgrade; 5 when not given. */
  readonly downgrades?: number
  /** The version of the app, for whoever reads the journal. */
  readonly appVersion?: string
}

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
export const keptDowngrades = (options: JournalOptions = {}): number => options.downgrades ?? 5

/** Begins at the version rows that were read; undefined when there is no version table yet. */
export const beginSession = (engine: Engine, read: readonly string[] | undefined): Session => ({
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

/** Runs one step on a database, and notes it. */
export async function runStep(
  session: Session,
  database: Queryable,
  step: LoadedStep,
  runProgram: LoadedPlan['runProgram'],
  journal?: JournalOptions,
): Promise<void> {
  const { revision, direction, message, compiled } = step
  const appliedAt = new Date()
  session.step = step
  if (compiled) await database.run(compiled.statements)
  else await runProgram?.(database, step)
  session.step = undefined
  const duration = Date.now() - Number(appliedAt)
  for (const [, from, to] of step.changes) {
    if (from) session.now.delete(from)
    if (to) session.now.add(to)
  }
  session.unwritten.push({ ...step, ...journal, appliedAt, duration })
  session.ran.push({ revision, direction, message, duration })
}

/** The statements that bring our tables up to date with what ran: its net effect. */
export function writeSession(session: Session, journal?: JournalOptions): readonly Statement[] {
  const { written, unwritten } = session
  session.written = [...session.now]
  session.unwritten = []
  return unwritten[0]
    ? [...changeRows(written, session.written), ...writeJournal(unwritten, keptDowngrades(journal))]
    : []
}
