import type { Queryable, Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import type { Books } from './books.js'
import type { LoadedPlan, LoadedStep } from './load-steps.js'

/** A revision that a run applied or took back. */
export interface RanStep {
  readonly revision: string
  readonly direction: Direction
  readonly message: string
  /** Milliseconds. */
  readonly duration: number
}

/** One attempt at a run: what is written, and where it stands should it fail. */
export interface Session {
  readonly books: Books
  readonly ran: RanStep[]
  /** The version rows as of the last commit. */
  rows: readonly string[]
  /** How many of `ran` are committed. */
  committed: number
  /** The step that is being run. */
  step: LoadedStep | undefined
  /** How many statements of that step went well, and those that were sent last. */
  done: number
  sent: readonly Statement[]
}

/** Runs one step on a database and notes it. */
export async function runStep(
  session: Session,
  database: Queryable,
  step: LoadedStep,
  runProgram: LoadedPlan['runProgram'],
): Promise<void> {
  const tracked: Queryable = {
    async run(statements) {
      session.sent = statements
      await database.run(statements)
      session.done += statements.length
      session.sent = []
    },
    async query(sql, params) {
      session.sent = [sql]
      const rows = await database.query(sql, params)
      session.sent = []
      return rows
    },
  }
  const started = Date.now()
  session.step = step
  session.done = 0
  if (step.compiled) await tracked.run(step.compiled.statements)
  else if (step.program) await runProgram?.(tracked, step.program, step.direction)
  session.step = undefined
  const duration = Date.now() - started
  session.books.note(step, duration)
  session.ran.push({ revision: step.revision, direction: step.direction, message: step.message, duration })
}

/** Marks everything that ran as committed. */
export function committed(session: Session): void {
  session.rows = session.books.rows
  session.committed = session.ran.length
}
