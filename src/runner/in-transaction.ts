import type { TransactionalAdapter } from '../adapter.js'
import type { LoadedPlan } from './load-steps.js'
import type { RunOptions } from './run.js'
import { committed, runStep, type Session } from './session.js'

/** Runs every step in one transaction. */
export async function runTransaction(
  adapter: TransactionalAdapter,
  plan: LoadedPlan,
  session: Session,
  options: RunOptions,
): Promise<void> {
  const first = session.books.opening()
  await adapter.transaction(
    async (tx) => {
      for (const [index, step] of plan.steps.entries()) {
        const { revision, message, direction } = step
        const place = { step: index + 1, of: plan.steps.length, safePoint: index === 0 }
        await options.onProgress?.({ ...place, revision, message, direction })
        // A program may read our tables.
        const due = step.program ? session.books.closing() : []
        if (due.length > 0) await tx.run(due)
        await runStep(session, tx, step, plan.runProgram)
      }
      await tx.run(session.books.closing())
    },
    { first },
  )
  committed(session)
}
