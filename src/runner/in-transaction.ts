import type { TransactionalAdapter } from '../adapter.js'
import type { LoadedPlan } from './load-steps.js'
import { type RunOptions, tell } from './progress.js'
import { runStep, type Session, writeSession } from './session.js'

/** Runs every step in one transaction. */
export async function runTransaction(
  adapter: TransactionalAdapter,
  { steps, runProgram }: LoadedPlan,
  session: Session,
  options: RunOptions,
): Promise<void> {
  await adapter.transaction(
    async (tx) => {
      for (const step of steps) {
        await tell(options, steps, step, step === steps[0])
        // A program may read our tables.
        if (step.program) await tx.run(writeSession(session, options.journal))
        await runStep(session, tx, step, runProgram, options.journal)
      }
      await tx.run(writeSession(session, options.journal))
    },
    { first: session.opening() },
  )
}
