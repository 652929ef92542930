import type { D1Database, DurableObjectState } from '@cloudflare/workers-types'
import { type Adapter, type MigrationSet, plan, upgrade } from 'limbeck'
import { d1 } from 'limbeck/adapters/d1'
import { durableObject } from 'limbeck/adapters/durable-object'
import { corpusFor, leap, readSqlite, walk } from '../../compile/corpus.js'
import { answer, type Env, partsOf } from './worker.js'

/** Walks the corpus: `modules`, or `compiled` as a set. `fresh` is made by the set's baseline. */
async function run(adapter: Adapter, set: MigrationSet, kind: string | undefined): Promise<unknown> {
  if (kind === 'fresh') {
    const { baseline } = await plan(adapter, set, 'head')
    await upgrade(adapter, set)
    return [baseline, await readSqlite(adapter)]
  }
  const modules = corpusFor(set.engine)
  const ids = modules.map(({ revision }) => revision)
  const { baseline: _, ...replayed } = set
  const migrations = kind === 'compiled' ? replayed : modules
  const states = await walk(adapter, migrations, ids, readSqlite)
  return [states, await leap(adapter, migrations, readSqlite)]
}

/** An object for each kind. */
export const storeOf = (set: MigrationSet) =>
  class {
    private readonly storage: DurableObjectState['storage']

    constructor({ storage }: DurableObjectState) {
      this.storage = storage
    }

    fetch(request: Request): Promise<Response> {
      return answer(() => run(durableObject(this.storage), set, partsOf(request)[0]))
    }
  }

/** `/KIND`, in an object of its own; `/KIND/DB0` in a D1 database. */
export const workerOf = (set: MigrationSet) => ({
  async fetch(request: Request, env: Env): Promise<unknown> {
    const [kind = '', database] = partsOf(request)
    if (database) return answer(() => run(d1(env[database as 'DB0'] as D1Database), set, kind))
    return env.STORE.get(env.STORE.idFromName(kind)).fetch(request.url)
  },
})
