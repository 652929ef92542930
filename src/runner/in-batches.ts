import type { BatchAdapter, Queryable, Statement } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import { blame, type Start } from './blame.js'
import { findStatement } from './find-statement.js'
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
    const rows = [...session.rows.filter((id) => !session.gone.has(id)), ...session.come]
    const statements = [...opening, ...batch, ...writeSession(session)]
    try {
      await adapter.batch(statements)
    } catch (error) {
      const named = error instanceof StatementError
      const found = named ? error : await findStatement(adapter, statements, opening.length, error)
      const blamed = blame(session, starts, batch, found, opening.length)
      throw starts.some(([, step]) => !step.compiled) ? await told(blamed) : blamed
    }
    session.rows = rows
    for (const ran of session.ran.splice(0)) session.committed.push(ran)
    batch = []
    starts = []
  }
  for (const step of session.plan.steps) {
    if (!step.compiled) await commit()
    starts.push([batch.length, step])
    await runStep(session, database, step)
    if (!step.compiled) await commit()
  }
  await commit()
}

/** What a gate of a table that was made anew had to say. */
async function told(error: unknown): Promise<unknown> {
  const { gateError } = await import('../rebuild/gate-error.js')
  if (!(error instanceof StatementError)) return gateError(error)
  return new StatementError(error.index, error.sql, gateError(error.cause))
}
