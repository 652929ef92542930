import type { BatchAdapter, Queryable, Statement } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import type { LoadedStep } from './load-steps.js'
import { runStep, type Session, writeSession } from './session.js'

/**
 * Runs consecutive compiled steps as one batch; a program ends the batch before it and is one of its own. A program may
 * read as long as it has written nothing: what it wrote is not in the database yet.
 */
export async function runBatches(adapter: BatchAdapter, session: Session): Promise<void> {
  let batch: Statement[] = []
  let starts: Start[] = []
  const database: Queryable = {
    async run(statements) {
      batch.push(...statements)
    },
    query(sql, params) {
      if (batch.length === 0) return adapter.query(sql, params)
      const message = `On ${adapter.name} a revision cannot read after it wrote: make it two revisions.`
      throw new LimbeckError('program-reads-after-write', message)
    },
  }
  const commit = async () => {
    if (starts.length === 0) return
    const opening = session.opening()
    try {
      await adapter.batch([...opening, ...batch, ...writeSession(session)])
    } catch (error) {
      if (error instanceof StatementError) throw blame(session, starts, batch, error, opening.length)
      if (!starts[1]) session.step = starts[0]?.[1]
      throw error
    }
    session.rows = session.written
    session.applied = session.ran.map((ran) => ran.revision)
    batch = []
    starts = []
  }
  for (const step of session.plan.steps) {
    if (step.program) await commit()
    starts.push([batch.length, step])
    await runStep(session, database, step)
    if (step.program) await commit()
  }
  await commit()
}

type Start = readonly [index: number, step: LoadedStep]

/** Finds the step whose statement stopped a batch, and the statement's place in it. */
function blame(
  session: Session,
  starts: readonly Start[],
  batch: readonly Statement[],
  error: StatementError,
  offset: number,
): StatementError {
  const index = error.index - offset
  const start = starts.filter(([first]) => first <= index).pop()
  if (!start || index >= batch.length) return error
  session.step = start[1]
  return new StatementError(index - start[0], error.sql, error.cause)
}
