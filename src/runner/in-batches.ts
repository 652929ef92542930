import type { BatchAdapter, Statement } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import { blame, type Start } from './blame.js'
import { closeSession, settleSession } from './close-session.js'
import { findStatement } from './find-statement.js'
import { isPlain, type LoadedStep } from './load-steps.js'
import { runOutside } from './run-outside.js'
import type { ProgramDatabase } from './run-program.js'
import { runStep, type Session } from './session.js'

/**
 * Runs consecutive compiled steps as one batch, or each as its own; a program ends the batch before it and is one of its
 * own. A program may read as long as it has written nothing: what it wrote is not in the database yet. Where a schema is
 * not the expected one, and a step has variants for others, each such step is tried once more in a batch of its own,
 * before which it can look.
 */
export async function runBatches(adapter: BatchAdapter, session: Session): Promise<void> {
  let batch: Statement[] = []
  let starts: Start[] = []
  let looks = false
  const database: ProgramDatabase = {
    before: (sql, params) => adapter.query(sql, params),
    get again() {
      return looks
    },
    async run(statements) {
      batch.push(...statements)
    },
    query(sql, params) {
      if (batch.length === 0) return adapter.query(sql, params)
      const message = `On ${adapter.name} a revision cannot read after it wrote: make it two revisions.`
      throw new LimbeckError('program-reads-after-write', message)
    },
    async outside(statements) {
      const [first, step] = starts.at(-1) as Start
      const sent = batch.length - first + statements.length
      await commit()
      // The step goes on behind what it sent already.
      starts.push([-sent, step])
      await runOutside(adapter, statements)
    },
  }
  const commit = async (): Promise<void> => {
    if (starts.length === 0) return
    const opening = session.opening()
    const closed = closeSession(session)
    const statements = [...opening, ...batch, ...closed.statements]
    try {
      await adapter.batch(statements)
    } catch (error) {
      const drift = await driftOf(error, starts)
      if (drift && !looks && starts.some(([, { compiled }]) => compiled?.variants?.[1])) {
        const again = starts.map(([, step]) => step)
        batch = []
        starts = []
        session.ran.length = 0
        looks = true
        for (const step of again) await runOne(step)
        return commit()
      }
      if (drift) throw drift
      const named = error instanceof StatementError
      const found = named ? error : await findStatement(adapter, statements, error)
      throw blame(session, starts, batch, found, opening.length)
    }
    settleSession(session, closed.rows)
    batch = []
    starts = []
  }
  const runOne = async (step: LoadedStep): Promise<void> => {
    const alone = looks ? !isPlain(step) : !step.compiled
    if (alone || session.options.transaction === 'revision') await commit()
    starts.push([batch.length, step])
    await runStep(session, database, step)
    if (alone || session.options.transaction === 'revision') await commit()
  }
  for (const step of session.plan.steps) await runOne(step)
  await commit()
}

/** What stopped a batch with tables that are made anew, where it was not for the schema that there is. */
async function driftOf(error: unknown, starts: readonly Start[]): Promise<unknown> {
  const varied = starts.flatMap(([, step]) => (step.compiled?.variants ? [step] : []))
  return varied[0] && (await import('./run-varied.js')).driftIn(error, varied)
}
