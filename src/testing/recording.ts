import type { Adapter, BatchAdapter, Queryable, Statement, TransactionalAdapter, VersionChange } from '../adapter.js'
import { StatementError } from '../errors.js'

/** One thing that an adapter was asked to do. */
export interface RecordedEvent {
  readonly kind: 'query' | 'statement' | 'begin' | 'commit' | 'lock' | 'persist'
  readonly sql?: string
}

/** What is to happen to an adapter under test. Events are counted from 1, in the order of `events`. */
export interface RecordingOptions {
  /** This event fails; the adapter lives on. */
  readonly failAt?: number
  /** From this event on nothing answers, as after a crash. The statement itself is not run. */
  readonly killAt?: number
  /** Waits before each event, in milliseconds: a number for all, or told by event. */
  readonly delay?: number | ((event: RecordedEvent, nth: number) => number)
}

/** An adapter that writes down what it is asked, and fails where it is told to. */
export type Recorded<A extends Adapter> = A & {
  /** Everything in the order in which it happened. */
  readonly events: readonly RecordedEvent[]
  /** The SQL sent, without the adapter's own BEGIN and COMMIT. */
  readonly statements: readonly string[]
  /** How often the database was asked: each `query`, `run`, `batch`, and a transaction's begin and commit, is one. */
  readonly roundTrips: number
}

/** What a failing event throws. */
export class InjectedError extends Error {
  override readonly name = 'InjectedError'
}

/**
 * Wraps an adapter so that a test can count what it does, and make any event of it fail, hang or be the last. Use a
 * fresh one for each run.
 */
export function recording<A extends Adapter>(adapter: A, options: RecordingOptions = {}): Recorded<A> {
  const events: RecordedEvent[] = []
  let roundTrips = 0
  const alone = options.failAt !== undefined || options.killAt !== undefined || options.delay !== undefined
  const event = async (happened: RecordedEvent): Promise<void> => {
    events.push(happened)
    const nth = events.length
    const { delay = 0, failAt, killAt } = options
    const wait = typeof delay === 'number' ? delay : delay(happened, nth)
    if (wait > 0) await sleep(wait)
    if (nth === failAt) throw new InjectedError(`injected failure at event ${nth}`)
    if (killAt !== undefined && nth >= killAt) throw new InjectedError(`killed at event ${killAt}`)
  }
  const written = (statements: readonly Statement[]) =>
    statements.map((one) => (typeof one === 'string' ? one : one[0]))
  /** Statements go one by one where one of them may fail, so that those before it have happened. */
  const each = async (statements: readonly Statement[], database?: Queryable): Promise<void> => {
    for (const [index, sql] of written(statements).entries()) {
      try {
        await event({ kind: 'statement', sql })
        if (alone) await database?.run([statements[index] as Statement])
      } catch (error) {
        throw new StatementError(index, sql, error instanceof StatementError ? error.cause : error)
      }
    }
    if (!alone) await database?.run(statements)
  }
  const queryable = (database: Queryable): Queryable => ({
    async query(sql, params) {
      roundTrips++
      await event({ kind: 'query', sql })
      return database.query(sql, params)
    },
    async run(statements) {
      roundTrips++
      await each(statements, database)
    },
  })
  const transactional: Pick<TransactionalAdapter, 'transaction'> = {
    async transaction(work, how = {}) {
      roundTrips += 2
      await event({ kind: 'begin' })
      return (adapter as TransactionalAdapter).transaction(async (tx) => {
        await each(how.first ?? [], tx)
        const result = await work(queryable(tx))
        await event({ kind: 'commit' })
        return result
      })
    },
  }
  const batching: Pick<BatchAdapter, 'batch'> = {
    async batch(statements) {
      roundTrips++
      await each(statements)
      await (adapter as BatchAdapter).batch(statements)
    },
  }
  return Object.defineProperties(Object.create(adapter), {
    ...Object.getOwnPropertyDescriptors({
      ...queryable(adapter),
      ...(adapter.atomic === 'batch' ? batching : transactional),
      ...(adapter.lock && {
        async lock<T>(work: () => Promise<T>) {
          await event({ kind: 'lock' })
          return adapter.lock?.(work)
        },
      }),
      ...(adapter.persist && {
        async persist(change: VersionChange) {
          await event({ kind: 'persist' })
          await adapter.persist?.(change)
        },
      }),
    }),
    ...Object.getOwnPropertyDescriptors({
      events,
      get statements() {
        return events.flatMap(({ sql }) => sql ?? [])
      },
      get roundTrips() {
        return roundTrips
      },
    }),
  })
}

interface Timers {
  setTimeout(work: () => void, milliseconds: number): unknown
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => (globalThis as unknown as Timers).setTimeout(resolve, milliseconds))
