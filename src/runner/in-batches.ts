import type { BatchAdapter, Queryable, Statement } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import type { LoadedPlan, LoadedStep } from './load-steps.js'
import type { RunOptions } from './run.js'
import { committed, runStep, type Session } from './session.js'

/**
 * Runs consecutive compiled steps as one batch; a program ends the batch before it and is one of its own. A program may
 * read as long as it has written nothing: what it wrote is not in the database yet.
 */
export async function runBatches(
  adapter: BatchAdapter,
  plan: LoadedPlan,
  session: Session,
  options: RunOptions,
): Promise<void> {
  let batch: Statement[] = []
  let starts: (readonly [at: number, step: LoadedStep])[] = []
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
    const opening = session.books.opening()
    try {
      await adapter.batch([...opening, ...batch, ...session.books.closing()])
    } catch (error) {
      blame(session, batch, starts, error instanceof StatementError ? error.index - opening.length : undefined)
      throw error
    }
    committed(session)
    batch = []
    starts = []
  }
  for (const [index, step] of plan.steps.entries()) {
    const { revision, message, direction } = step
    if (step.program) await commit()
    const place = { step: index + 1, of: plan.steps.length, safePoint: starts.length === 0 }
    await options.onProgress?.({ ...place, revision, message, direction })
    starts.push([batch.length, step])
    await runStep(session, database, step, plan.runProgram)
    if (step.program) await commit()
  }
  await commit()
}

/** Puts the step and statement that stopped a batch where the error is made. */
function blame(
  session: Session,
  batch: readonly Statement[],
  starts: readonly (readonly [at: number, step: LoadedStep])[],
  index: number | undefined,
): void {
  if (index === undefined) {
    if (starts.length === 1) session.step = starts[0]?.[1]
    return
  }
  const start = starts.filter(([at]) => at <= index).pop()
  if (!start || index >= batch.length) return
  session.step = start[1]
  session.sent = batch.slice(start[0])
  session.done = 0
}
