import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startWorkerd } from '../workerd/start-workerd.js'
import type { Run } from './database-worker.js'

/** What the stand-in answers, or does, in the place of the database. */
export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** The whole body; a text is sent as it is. */
  readonly body?: unknown
}

/** A request as an intruder sees it. */
export interface Asked {
  /** Counted from 1. */
  readonly nth: number
  readonly method: string
  readonly path: string
  readonly token: string | undefined
  readonly statements: readonly string[]
}

/** Cloudflare's HTTP API for D1 as far as it is documented, in front of D1 in workerd. It is not Cloudflare's own. */
export interface StandIn {
  readonly api: string
  readonly account: string
  readonly token: string
  readonly asked: Asked[]
  /** What the database of a number holds, asked without the API: the first column of each row. */
  look(nth: number, sql: string): Promise<readonly unknown[]>
  /** Answers before the database is asked; undefined lets the request through. */
  before?: ((asked: Asked) => Answer | 'hang' | undefined) | undefined
  /** Answers in the place of what the database said: what was asked has been done. */
  after?: ((asked: Asked) => Answer | 'hang' | undefined) | undefined
  /** Runs each statement by itself: what the adapter must find out. */
  autocommit?: boolean
  stop(): Promise<void>
}

/** The id of a database; its name is `db-` and the number. */
export const idOf = (nth: number): string => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`

/** Starts it on a port of its own, and workerd with so many databases behind it. */
export async function startStandIn(databases: number): Promise<StandIn> {
  const workerd = await startWorkerd('test/runtimes/d1-api/database-worker.ts', { databases })
  const run = async (nth: number, given: Run) => {
    const body = JSON.stringify(given)
    const response = await workerd.miniflare.dispatchFetch(`http://workerd/DB${nth}`, { method: 'POST', body })
    const text = await response.text()
    if (!response.ok) throw new Error(text.split('\n')[0]?.replace(/^(Error: )?D1_ERROR: /, ''))
    return JSON.parse(text) as { results: Record<string, unknown>[] }[]
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error))
  })
  // On a machine that has much to do, five seconds pass between two requests.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const standIn: StandIn = {
    api: `http://127.0.0.1:${port}/client/v4`,
    account: 'a'.repeat(32),
    token: 'a-token-that-nobody-may-see',
    asked: [],
    async look(nth, sql) {
      const [result] = await run(nth, { queries: [{ sql }] })
      return (result?.results ?? []).map((row) => Object.values(row)[0])
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await workerd.stop()
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    const queries = (body.batch ?? (body.sql === undefined ? [] : [body])) as Run['queries']
    const asked: Asked = {
      nth: standIn.asked.length + 1,
      method: request.method ?? '',
      path: request.url ?? '',
      token: request.headers.authorization?.replace('Bearer ', ''),
      statements: queries.map(({ sql }) => sql),
    }
    standIn.asked.push(asked)
    const instead = standIn.before?.(asked)
    if (instead === 'hang') return
    const real = instead ?? (await handle(asked, queries))
    const told = instead ?? standIn.after?.(asked) ?? real
    if (told === 'hang') return
    const text = typeof told.body === 'string' ? told.body : JSON.stringify(told.body)
    response.writeHead(told.status ?? 200, {
      'content-type': 'application/json',
      server: "a stand-in for Cloudflare's API",
      ...told.headers,
    })
    response.end(text)
  }

  async function handle(asked: Asked, queries: Run['queries']): Promise<Answer> {
    if (asked.token !== standIn.token) return refuse(403, 10000, 'Authentication error')
    const [, account, id, name] =
      /^\/client\/v4\/accounts\/([^/]+)\/d1\/database(?:\/([^/]+)\/query|\?name=([^&]*).*)$/.exec(asked.path) ?? []
    if (account !== standIn.account) {
      return refuse(403, 7403, 'The given account is not valid or is not authorized to access this service')
    }
    if (name !== undefined) {
      const all = Array.from({ length: databases }, (_, nth) => ({ uuid: idOf(nth), name: `db-${nth}` }))
      return tell(all.filter((one) => one.name.includes(decodeURIComponent(name))))
    }
    const nth = Number(id?.slice(-12))
    if (id !== idOf(nth) || nth >= databases) return refuse(404, 7404, `The database ${id} could not be found`)
    const strange = queries.flatMap(({ params = [] }) => params).find((param) => typeof param !== 'string')
    if (strange !== undefined) return refuse(400, 7400, 'The documentation promises nothing of such a parameter')
    try {
      return tell(await run(nth, { queries, autocommit: standIn.autocommit ?? false }))
    } catch (error) {
      return refuse(400, 7500, (error as Error).message)
    }
  }
  return standIn
}

const stands = [{ code: 0, message: "This is a stand-in for Cloudflare's API, in front of workerd." }]
const tell = (result: unknown): Answer => ({ body: { success: true, errors: [], messages: stands, result } })
const refuse = (status: number, code: number, message: string): Answer => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: stands, result: [] },
})
