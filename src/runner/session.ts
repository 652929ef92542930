import type { Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import { createJournal, type JournalEntry, writeJournal } from './journal.js'
import { isPlain, type LoadedPlan, type LoadedStep } from './load-steps.js'
import { keptDowngrades, type RunOptions } from './run-options.js'
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
  /** What our tables do not say yet of what ran: the version rows that go and come, and the journal's entries. */
  readonly gone: Set<string>
  readonly come: Set<string>
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
    gone: new Set(),
    come: new Set(),
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
  const { plan, options, ran, gone, come, due } = session
  const { revision, direction } = step
  await plan.tell?.(session, step)
  const appliedAt = new Date()
  session.step = step
  if (isPlain(step)) await database.run(step.compiled.statements)
  else await plan.runOther?.(database, step)
  session.step = undefined
  const duration = Date.now() - +appliedAt
  for (const id of step.gone) if (!come.delete(id)) gone.add(id)
  for (const id of step.come) come.add(id)
  due.push({ appliedAt, duration, ...options.journal, ...step })
  ran.push({ revision, direction, duration })
}

/** The statements that bring our tables up to date with what ran, its net effect: of one step at least. */
export const writeSession = ({ table, journal, gone, come, due, options }: Session): readonly Statement[] => [
  ...changeRows(table, [...gone], [...come]),
  ...writeJournal(journal, due, keptDowngrades(options.journal)),
]
