import type { TransactionalAdapter } from '../adapter.js'
import { runStep, type Session, writeSession } from './session.js'

/** Runs compiled steps in one transaction. */
export const runTransaction = (adapter: TransactionalAdapter, session: Session): Promise<void> =>
  adapter.transaction(
    async (tx) => {
      for (const step of session.plan.steps) await runStep(session, tx, step)
      await tx.run(writeSession(session, session.rows, session.plan.to))
    },
    { first: session.opening() },
  )
