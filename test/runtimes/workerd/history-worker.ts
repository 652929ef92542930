import type { D1Database, DurableObjectState } from '@cloudflare/workers-types'
import { d1 } from 'limbeck/adapters/d1'
import { durableObject } from 'limbeck/adapters/durable-object'
import { modes } from '../../rebuild/history.js'
import { runHistory } from '../../rebuild/run-history.js'
import { answer, type Env, partsOf } from './worker.js'

/** Runs a history where it lives. */
export class Store {
  private readonly storage: DurableObjectState['storage']

  constructor({ storage }: DurableObjectState) {
    this.storage = storage
  }

  fetch(request: Request): Promise<Response> {
    const [seed, mode] = partsOf(request)
    return answer(() => runHistory(durableObject(this.storage), Number(seed), modes[Number(mode)] as 'at once'))
  }
}

/** `/SEED/MODE`, each in an object of its own; `/SEED/MODE/DB0` in a D1 database. */
export default {
  fetch: (request: Request, env: Env) =>
    answer(async () => {
      const [seed, mode, database] = partsOf(request)
      if (database)
        return runHistory(d1(env[database as 'DB0'] as D1Database), Number(seed), modes[Number(mode)] as 'at once')
      const response = await env.STORE.get(env.STORE.idFromName(`${seed} ${mode}`)).fetch(request.url)
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    }),
}
