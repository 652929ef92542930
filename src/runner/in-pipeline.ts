import type { Queryable, Statement, TransactionalAdapter } from '../adapter.js'
import { blame, type Start } from './blame.js'
import { runStep, type Session, writeSession } from './session.js'

/**
 * Runs every step in one transaction of a PostgreSQL server: the statements of consecutive compiled steps go out together,
 * for each message is a way to the server and back.
 */
export async function runPipeline(adapter: TransactionalAdapter, session: Session): Promise<void> {
  const tables = [...session.opening('BIGSERIAL')]
  // Without it two sessions may both pass the guard, each blind to what the other has not committed.
  const first = [...tables.slice(0, -1), `LOCK TABLE ${session.table} IN SHARE ROW EXCLUSIVE MODE`, ...tables.slice(-1)]
  const attempt = () => adapter.transaction((tx) => runSteps(tx, session), { first })
  try {
    await attempt()
  } catch (error) {
    if (session.ran[0] || !lostRace(error)) throw error
    await attempt()
  }
}

/** Whether another session made our tables at the same moment: IF NOT EXISTS does not see what is not committed. */
const lostRace = (error: unknown): boolean => {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } }
  return /^(23505|42P07)$/.test(String(cause?.code ?? code))
}

async function runSteps(tx: Queryable, session: Session): Promise<void> {
  let batch: Statement[] = []
  let starts: Start[] = []
  const queue: Queryable = {
    query: (sql, params) => tx.query(sql, params),
    async run(statements) {
      batch.push(...statements)
    },
  }
  const flush = async () => {
    try {
      await tx.run([...batch, ...writeSession(session)])
    } catch (error) {
      throw blame(session, starts, batch, error)
    }
    batch = []
    starts = []
  }
  for (const step of session.plan.steps) {
    if (step.compiled) {
      starts.push([batch.length, step])
      await runStep(session, queue, step)
      continue
    }
    // A program may read our tables.
    await flush()
    await runStep(session, tx, step)
  }
  await flush()
}
