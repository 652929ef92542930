import type { RevisionModule, RunOptions } from 'limbeck'
import { d1, ensureHead } from 'limbeck/adapters/d1'
import { type DeployHook, deployHook } from 'limbeck/deploy'
import { countedClient } from './counted-client.js'
import { applied, first, histories, secret, storeOf } from './hook-objects.js'
import { answer, type Env, partsOf } from './worker.js'

const historyOf = (name = '') => histories[name] as readonly RevisionModule[]

const lose = (trip: number) => {
  if (trip === 3) throw new Error('D1_ERROR: Network connection lost.')
}

/** Hooks that an isolate has made once. */
const kept: Record<string, DeployHook> = {}
const slowly: RunOptions = {
  onProgress: async ({ step }) => {
    if (step === 1) await new Promise((later) => setTimeout(later, 30))
  },
}
export const Store = storeOf(histories.short ?? [])

/**
 * `/DB0/hook/HISTORY`, slower with `/slow` after it, and with a hook that is kept with `/kept`; `/DB0/scheduled/HISTORY`;
 * `/DB0/refuse/HISTORY`, with `/ignore` for a database ahead; `/DB0/applied`; `/object/NAME/hook`, and other words.
 */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [place = '', what, history, how] = partsOf(request)
    if (place === 'object') {
      const stub = env.STORE.get(env.STORE.idFromName(what ?? '')) as unknown as { fetch: typeof fetch }
      return stub.fetch(request)
    }
    const database = env[place as 'DB0']
    if (!database) return new Response(`There is no ${place}.`, { status: 404 })
    const migrations = historyOf(history)
    const options = { adapter: () => d1(database), migrations, secret, ...(how && slowly) }
    switch (what) {
      case 'hook':
        if (how !== 'kept') return deployHook(options).fetch(request)
        return (kept[place] ??= deployHook(options)).fetch(request)
      case 'scheduled':
        return answer(() => deployHook(options).scheduled())
      case 'lost':
        // The third round trip is the batch: it does not come there, or its answer does not come back.
        return deployHook({
          ...options,
          adapter: () => d1(countedClient(database, { [how as 'before' | 'after']: lose })),
        }).fetch(request)
      case 'refuse': {
        const client = (clients[place] ??= countedClient(database))
        const before = client.trips.length
        const onAhead = how === 'ignore' ? ({ onAhead: how } as const) : {}
        const refused = await ensureHead(client, migrations, { mode: 'refuse', retryAfter: 7, ...onAhead })
        const sent = client.trips.slice(before)
        if (sent.flat().some((sql) => !sql.startsWith('SELECT'))) throw new Error('It wrote.')
        return refused ?? Response.json([sent.length])
      }
      default:
        return answer(async () => {
          const tables = await d1(database).query("SELECT name FROM sqlite_master WHERE name = 't'")
          return tables[0] ? Promise.all(applied.map(async (sql) => (await d1(database).query(sql)).map(first))) : []
        })
    }
  },
}
const clients: Record<string, ReturnType<typeof countedClient>> = {}
