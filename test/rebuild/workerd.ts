import { Miniflare } from 'miniflare'
import type { Database, Site } from './databases.js'

type Rows = Awaited<ReturnType<Database['read']>>

const script = `
const told = async (work) => {
  try {
    return Response.json(await work())
  } catch (error) {
    return Response.json({ error: error.message })
  }
}
import { DurableObject } from 'cloudflare:workers'
export class Holder extends DurableObject {
  async fetch(request) {
    const { queries, statements } = await request.json()
    const { storage } = this.ctx
    const run = (sql) => storage.sql.exec(sql).toArray()
    return told(() => queries ? queries.map(run) : storage.transactionSync(() => { statements.forEach(run); return [] }))
  }
}
export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1)
    const db = env[name]
    if (!db) return env.HOLDER.get(env.HOLDER.idFromName(name)).fetch(request)
    const { queries, statements = queries } = await request.json()
    return told(async () => {
      const all = statements.length > 0 ? await db.batch(statements.map((sql) => db.prepare(sql))) : []
      return queries ? all.map(({ results }) => results) : []
    })
  },
}`

/** Cloudflare's own databases, in a real workerd. */
export interface Cloud {
  readonly sites: readonly Site[]
  stop(): Promise<void>
}

/** Starts a workerd with room for so many D1 databases. */
export function startCloud(databases: number): Cloud {
  const names = Array.from({ length: databases }, (_, nth) => `DB${nth}`)
  const miniflare = new Miniflare({
    ...{ modules: true, script, compatibilityDate: '2026-04-01' },
    d1Databases: Object.fromEntries(names.map((name) => [name, name.toLowerCase()])),
    durableObjects: { HOLDER: { className: 'Holder', useSQLite: true } },
  })
  const at = (name: string): Database => {
    const ask = async (body: object) => {
      const response = await miniflare.dispatchFetch(`http://cloud/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      const answer = (await response.json()) as Rows | { readonly error: string }
      if ('error' in answer) throw new Error(String(answer.error))
      return answer as Rows
    }
    return {
      read: (queries) => ask({ queries }),
      async apply(statements) {
        await ask({ statements })
      },
      close: async () => undefined,
    }
  }
  let [taken, held] = [0, 0]
  return {
    sites: [
      { name: 'D1', engine: 'd1', fullText: 'fts5', open: async () => at(names[taken++] as string) },
      {
        name: 'a Durable Object',
        engine: 'durable-object',
        fullText: 'fts5',
        open: async () => at(`object ${held++}`),
      },
    ],
    stop: () => miniflare.dispose(),
  }
}
