import { Miniflare } from 'miniflare'
import type { Database, Site } from './databases.js'

type Rows = Awaited<ReturnType<Database['read']>>

const script = `
import { DurableObject } from 'cloudflare:workers'
export class Holder extends DurableObject {
  async fetch(request) {
    const { queries, statements } = await request.json()
    const { storage } = this.ctx
    const run = (sql) => storage.sql.exec(sql).toArray()
    try {
      if (queries) return Response.json(queries.map(run))
      storage.transactionSync(() => statements.forEach(run))
      return Response.json([])
    } catch (error) {
      return Response.json({ error: error.message })
    }
  }
}
export default {
  fetch(request, env) {
    const name = new URL(request.url).pathname
    return env.HOLDER.get(env.HOLDER.idFromName(name)).fetch(request)
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
  let [taken, held] = [0, 0]
  const d1: Site = {
    ...{ name: 'D1', fullText: 'fts5', batches: true },
    async open() {
      const db = await miniflare.getD1Database(names[taken++] as string)
      const all = async (list: readonly string[]) =>
        list.length === 0 ? [] : db.batch<Record<string, unknown>>(list.map((sql) => db.prepare(sql)))
      return {
        read: async (queries) => (await all(queries)).map(({ results }) => results),
        async apply(statements) {
          await all(statements)
        },
        close: async () => undefined,
      }
    },
  }
  const durableObject: Site = {
    ...{ name: 'a Durable Object', fullText: 'fts5' },
    async open() {
      const url = `http://holder/${held++}`
      const ask = async (body: object) => {
        const response = await miniflare.dispatchFetch(url, { method: 'POST', body: JSON.stringify(body) })
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
    },
  }
  return { sites: [d1, durableObject], stop: () => miniflare.dispose() }
}
