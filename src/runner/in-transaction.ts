import type { TransactionalAdapter } from '../adapter.js'
import { runStep, type Session, writeSession } from './session.js'

/** Runs every step in one transaction. */
export const runTransaction = (adapter: TransactionalAdapter, session: Session): Promise<void> =>
  adapter.transaction(
    async (tx) => {
      for (const step of session.plan.steps) {
        // A program may read our tables.
        if (!step.compiled) await tx.run(writeSession(session))
        await runStep(session, tx, step)
      }
      await tx.run(writeSession(session))
    },
    { first: session.opening() },
  )
