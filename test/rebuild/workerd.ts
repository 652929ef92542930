import { Miniflare } from 'miniflare'

type Rows = readonly Readonly<Record<string, unknown>>[]

/** A database of Cloudflare's own, in a real workerd. */
export interface CloudDatabase {
  query(sql: string): Promise<Rows>
  /** All of them, or none. */
  batch(statements: readonly string[]): Promise<void>
}

/** Where such databases are had, each a new one. */
export interface Cloud {
  d1(): Promise<CloudDatabase>
  durableObject(): CloudDatabase
  dispose(): Promise<void>
}

const script = `
import { DurableObject } from 'cloudflare:workers'
export class Holder extends DurableObject {
  async fetch(request) {
    const { query, statements } = await request.json()
    const { sql } = this.ctx.storage
    try {
      if (query) return Response.json(sql.exec(query).toArray())
      this.ctx.storage.transactionSync(() => { for (const one of statements) sql.exec(one).toArray() })
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

/** Starts a workerd with room for so many D1 databases. */
export function startCloud(databases: number): Cloud {
  const names = Array.from({ length: databases }, (_, nth) => `DB${nth}`)
  const miniflare = new Miniflare({
    ...{ modules: true, script, compatibilityDate: '2026-04-01' },
    d1Databases: Object.fromEntries(names.map((name) => [name, name.toLowerCase()])),
    durableObjects: { HOLDER: { className: 'Holder', useSQLite: true } },
  })
  let [taken, held] = [0, 0]
  return {
    async d1() {
      const db = await miniflare.getD1Database(names[taken++] as string)
      return {
        query: async (sql) => (await db.prepare(sql).all()).results as Rows,
        async batch(statements) {
          await db.batch(statements.map((sql) => db.prepare(sql)))
        },
      }
    },
    durableObject() {
      const url = `http://holder/${held++}`
      const ask = async (body: object) => {
        const response = await miniflare.dispatchFetch(url, { method: 'POST', body: JSON.stringify(body) })
        const answer = (await response.json()) as Rows | { readonly error: string }
        if ('error' in answer) throw new Error(String(answer.error))
        return answer as Rows
      }
      return {
        query: (query) => ask({ query }),
        async batch(statements) {
          await ask({ statements })
        },
      }
    },
    dispose: () => miniflare.dispose(),
  }
}
