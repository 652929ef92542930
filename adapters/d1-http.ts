import type { BatchAdapter, Statement } from '../src/adapter.js'
import { LimbeckError } from '../src/errors.js'
import { type ApiOptions, cloudflareApi } from './connection/cloudflare-api.js'
import { accepted, ended } from './connection/d1-statement.js'
import { edgeRows } from './connection/edge-rows.js'
import { inlineValues } from './connection/inline-values.js'

/** A D1 database in the cloud, and how Cloudflare's API is called. */
export interface D1HttpOptions extends ApiOptions {
  /** Its id, or its name. */
  readonly database: string
}

interface Result {
  readonly success?: boolean
  readonly results?: Record<string, unknown>[]
}

/**
 * An adapter for a D1 database over Cloudflare's HTTP API, for machines that are no Worker. Several statements are one
 * request. That Cloudflare takes all of them back when one fails is not taken on trust: before the first write a batch is
 * sent that must fail, and what it left is looked at. Throws `access-denied`, `rate-limited`, `database-unreachable`,
 * `unsafe-database`, and `invalid-argument` for options that cannot be right. The token is in no error.
 */
export function d1Http({ database, ...options }: D1HttpOptions): BatchAdapter {
  const call = cloudflareApi(options)
  let id: string | undefined
  const send = async (statements: readonly Statement[]): Promise<readonly Result[]> => {
    const body = statements.map((statement, index) => {
      const [sql, ...params] = accepted(inlineValues(statement), statement, index)
      return { sql, params }
    })
    id ??= isId(database) ? database : await findDatabase(call, database)
    const results = (await call('POST', `d1/database/${id}/query`, { batch: body })) as readonly Result[]
    if (results?.length !== body.length || results.some(({ success }) => !success)) {
      const message = `Cloudflare's API made ${results?.length ?? 'nothing'} of ${body.length} statements. Look at the database before you go on.`
      throw new LimbeckError('unsafe-database', message)
    }
    return results
  }

  let proved = false
  /** The third statement fails as a guard does: when it runs, after others did. */
  const prove = async () => {
    const table = `limbeck_probe_${Math.random().toString(36).slice(2)}`
    const insert = `INSERT INTO ${table} VALUES`
    const error = await send([`CREATE TABLE ${table} (n NOT NULL)`, `${insert} (1)`, `${insert} (NULL)`]).then(
      () => undefined,
      (error: Error) => error,
    )
    if (error && !error.message.includes(`${table}.n`)) throw error
    const [left] = await send([`SELECT name FROM sqlite_master WHERE name = '${table}'`])
    if (!error || left?.results?.[0]) {
      await send([`DROP TABLE IF EXISTS ${table}`])
      const message = "Cloudflare's API kept the beginning of a batch whose end failed: no revision was run over it."
      throw new LimbeckError('unsafe-database', message)
    }
    proved = true
  }

  const batch = async (statements: readonly Statement[]) => {
    if (!statements[0]) return
    const all = ended(statements)
    // What D1 would refuse is told before anything is sent.
    all.forEach((statement, index) => {
      accepted(inlineValues(statement), statement, index)
    })
    try {
      if (all[1] && !proved) await prove()
      await send(all)
    } catch (error) {
      if (!(error instanceof LimbeckError)) throw hinted(error, all)
      // The runner adds where the database stands; the code is the cause's.
      throw new Error(error.message, { cause: error })
    }
  }
  return {
    name: 'd1-http',
    engine: 'd1',
    atomic: 'batch',
    query: async (sql, params = []) => edgeRows((await send([[sql, ...params]]))[0]?.results ?? []),
    run: batch,
    batch,
  }
}

const isId = (database: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(database)

async function findDatabase(call: ReturnType<typeof cloudflareApi>, name: string): Promise<string> {
  const found = (await call('GET', `d1/database?name=${encodeURIComponent(name)}&per_page=1000`)) as
    | readonly { readonly name?: string; readonly uuid?: string }[]
    | undefined
  const database = found?.find((one) => one.name === name)
  if (database?.uuid) return database.uuid
  const known = found?.map((one) => one.name).join(', ')
  const like = known ? `; there are ${known}` : ''
  throw new LimbeckError('database-unreachable', `The account has no D1 database '${name}'${like}.`)
}

/** Cloudflare cuts what it is sent at semicolons, and does not always see the end of a trigger. */
function hinted(error: unknown, statements: readonly Statement[]): unknown {
  const { message } = error as Error
  if (!/incomplete input/.test(message) || !statements.some((one) => /\btrigger\b/i.test(String([one].flat()[0])))) {
    return error
  }
  const hint = "Cloudflare's API cuts some triggers in two: run this upgrade from the Worker, with deployHook"
  return new Error(`${message}. ${hint}`, { cause: error })
}
