import type { Queryable, Statement, TransactionalAdapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { blame, type Start } from './blame.js'
import { closeSession, settleSession } from './close-session.js'
import { isPlain, type LoadedStep } from './load-steps.js'
import { type OpenTransaction, openTransaction } from './open-transaction.js'
import { runOutside } from './run-outside.js'
import type { ProgramDatabase } from './run-program.js'
import { runStep, type Session } from './session.js'

/**
 * Runs steps in one transaction, or each in its own; an autocommit block ends one and begins another. The statements of
 * consecutive compiled steps go out together, for each message may be a way to a server and back.
 */
export async function runPieces(adapter: TransactionalAdapter, session: Session): Promise<void> {
  const { steps } = session.plan
  const pieces = session.options.transaction === 'revision' ? steps.map((step) => [step]) : [steps]
  for (const [nth, piece] of pieces.entries()) await runPiece(adapter, session, piece, nth === pieces.length - 1)
}

async function runPiece(
  adapter: TransactionalAdapter,
  session: Session,
  steps: readonly LoadedStep[],
  isLast: boolean,
): Promise<void> {
  let open = await begin(adapter, session)
  let batch: Statement[] = []
  let starts: Start[] = []
  const queue: Queryable = {
    query: (sql, params) => open.tx.query(sql, params),
    async run(statements) {
      batch.push(...statements)
    },
  }
  let rows = session.rows
  /** Sends what is queued, and what our tables are to say of it. */
  const flush = async () => {
    const closed = closeSession(session, rows)
    try {
      await open.tx.run([...batch, ...closed.statements])
    } catch (error) {
      throw blame(session, starts, batch, error)
    }
    rows = closed.rows
    batch = []
    starts = []
  }
  const commit = async (isEnd: boolean) => {
    await flush()
    await open.commit()
    // The run itself makes durable what it did last, and may have to do it again where that fails.
    if (isEnd) return
    await adapter.persist?.({ from: session.rows, to: rows })
    settleSession(session, rows)
  }
  const database: ProgramDatabase = {
    query: (sql, params) => open.tx.query(sql, params),
    run: (statements) => open.tx.run(statements),
    async outside(statements) {
      if (adapter.external) {
        const message = "An autocommit block cannot run in the caller's transaction."
        throw new LimbeckError('unsupported-operation', message)
      }
      await commit(false)
      await runOutside(adapter, statements)
      open = await begin(adapter, session)
    },
  }
  try {
    for (const step of steps) {
      if (isPlain(step)) {
        starts.push([batch.length, step])
        await runStep(session, queue, step)
        continue
      }
      // A program may read our tables.
      await flush()
      await runStep(session, database, step)
    }
    await commit(isLast)
  } catch (error) {
    throw await open.undo(error)
  }
}

function begin(adapter: TransactionalAdapter, session: Session): Promise<OpenTransaction> {
  const first = adapter.engine === 'postgresql' ? lockedOpening(session) : session.opening()
  return openTransaction(adapter, first).catch((error) => {
    if (session.ran[0] || !lostRace(error)) throw error
    return openTransaction(adapter, first)
  })
}

/** Without the lock two sessions of PostgreSQL may both pass the guard, each blind to what the other has not committed. */
function lockedOpening(session: Session): readonly Statement[] {
  const tables = session.opening('BIGSERIAL')
  return [...tables.slice(0, -1), `LOCK TABLE ${session.table} IN SHARE ROW EXCLUSIVE MODE`, ...tables.slice(-1)]
}

/** Whether another session made our tables at the same moment: IF NOT EXISTS does not see what is not committed. */
const lostRace = (error: unknown): boolean => {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } }
  return /^(23505|42P07)$/.test(String(cause?.code ?? code))
}
