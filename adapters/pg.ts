import type { Queryable, Row, TransactionalAdapter, Value } from '../src/adapter.js'
import { StatementError } from '../src/errors.js'
import { inTurn, type Turns } from './connection/in-turn.js'
import { ownTransaction, postgresTransaction, savepoint } from './connection/postgres-transaction.js'
import { parsers } from './connection/postgres-values.js'

/** The parts of pg's `Client`, and of a pool's, that are used, so that Limbeck depends on no version of it. */
export interface PgClient {
  query(config: PgQuery): Promise<{ readonly rows: readonly unknown[] }>
  query(submittable: object): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
  /** A client that sends before it was answered; it takes no `Submittable`, as one of pg-native does not. */
  readonly pipeline?: boolean
  readonly native?: unknown
  end?(): unknown
  /** Of a client out of a pool: gives it back. */
  release?(): void
}

/** The parts of pg's `Pool` that are used. */
export interface PgPool {
  connect(): Promise<PgClient>
  readonly totalCount: number
}

interface PgQuery {
  readonly text: string
  readonly values: unknown[]
  readonly types: { getTypeParser(oid: number): (text: string) => unknown }
}

/** Options of `pg`. */
export interface PgOptions {
  /** The client is in a transaction of the caller's: a run is a savepoint in it, and takes no lock. */
  readonly external?: boolean
}

/**
 * An adapter for node-postgres: a `Pool`, a `Client`, or with `{ external: true }` a client in a transaction. A run takes
 * an advisory lock with its BEGIN, and sends consecutive revisions together.
 */
export function pg(client: PgClient | PgPool, { external = false }: PgOptions = {}): TransactionalAdapter {
  const transaction: TransactionalAdapter['transaction'] = (work, options) =>
    use(client, (own) =>
      external
        ? postgresTransaction(connection(own), savepoint, work, options)
        : // A client that timed out takes no ROLLBACK until the server is done.
          postgresTransaction(connection(own), ownTransaction, work, options, () => own.end?.()),
    )
  // In the caller's transaction a statement that fails would be its end.
  const outside = <T>(work: (own: Queryable) => Promise<T>): Promise<T> =>
    external ? transaction(work) : use(client, (own) => work(connection(own, true)))
  return {
    name: 'pg',
    engine: 'postgresql',
    atomic: 'transaction',
    ...(external && { external: true as const }),
    query: (sql, params) => outside((own) => own.query(sql, params)),
    run: (statements) => outside((own) => own.run(statements)),
    transaction,
  }
}

// One client has one transaction, however many adapters it has.
const clients = /* @__PURE__ */ new WeakMap<PgClient, Turns>()

/** Runs `work` with a client of its own, or in its turn. A pool keeps none whose connection was lost. */
async function use<T>(from: PgClient | PgPool, work: (client: PgClient) => Promise<T>): Promise<T> {
  if (!('totalCount' in from)) {
    const turns = clients.get(from) ?? inTurn()
    clients.set(from, turns)
    return turns(() => work(from))
  }
  const client = await from.connect()
  // Whoever waits for an answer is told by its promise; without a listener a lost connection would end the process.
  client.on('error', ignore)
  try {
    return await work(client)
  } finally {
    client.off('error', ignore)
    client.release?.()
  }
}

const ignore = () => undefined

const types: PgQuery['types'] = { getTypeParser: (oid) => parsers[oid] ?? String }

const separator = '\n;\n'

/** `alone`: each statement is a message, and where no transaction is open a transaction, of its own. */
function connection(client: PgClient, alone?: boolean): Queryable {
  const query: Queryable['query'] = async (text, params = []) =>
    (await client.query({ text, values: [...params], types })).rows as readonly Row[]
  return {
    query,
    async run(statements) {
      const apart = alone || client.pipeline || client.native
      let done = 0
      let start = 0
      let end = 0
      let text = ''
      try {
        while (done < statements.length) {
          start = done
          const [sql, ...params] = [statements[done]].flat() as [string, ...Value[]]
          end = start
          while (!apart && typeof statements[end] === 'string') if (/;\s*\S/.test(statements[end++] as string)) break
          text = statements.slice(start, end).join(separator)
          await (text ? send(client, text, () => done++) : query(sql, params))
          done = text ? end : start + 1
        }
      } catch (error) {
        // A syntax error is found before anything is run: its place, in characters, tells which it was.
        const { code, position } = error as { readonly code?: string; readonly position?: number }
        if (code === '42601' && position)
          done = start + [...text].slice(0, position).join('').split(separator).length - 1
        // What may be several statements in one text is the last of its message, and completes more than once.
        else if (text) done = Math.min(done, end - 1)
        throw new StatementError(done, [statements[done]].flat()[0] as string, error)
      }
    },
  }
}

/** Sends statements as one message of the simple protocol, and tells of each that is complete. */
const send = (client: PgClient, text: string, complete: () => void): Promise<unknown> =>
  new Promise((resolve, reject) => {
    // What pg takes in place of a query (`Submittable`).
    client.query({
      submit: (connection: { query(text: string): void }) => connection.query(text),
      handleError: reject,
      handleReadyForQuery: resolve,
      handleCommandComplete: complete,
      handleEmptyQuery: ignore,
      handleRowDescription: ignore,
      handleDataRow: ignore,
      handleCopyData: ignore,
      handleCopyInResponse: (connection: { sendCopyFail(why: string): void }) => connection.sendCopyFail('no data'),
    })
  })
