import type { DurableObjectState } from '@cloudflare/workers-types'
import { upgrade } from 'limbeck'
import { durableObject } from 'limbeck/adapters/durable-object'
import type { Distilled } from '../../../src/compile/distilled.js'
import { meetDrift, revisions } from '../../runner/drift.js'
import { setOf } from '../../set-of.js'
import { answer, type Env, partsOf } from './worker.js'

export class Store {
  private readonly storage: DurableObjectState['storage']

  constructor({ storage }: DurableObjectState) {
    this.storage = storage
  }

  fetch(request: Request): Promise<Response> {
    const [, what] = partsOf(request)
    return answer(async () => {
      const adapter = durableObject(this.storage)
      const distilled = (await request.json()) as Distilled
      if (what === 'drift') return meetDrift(adapter, setOf(distilled, revisions))
      const { steps } = await upgrade(adapter, setOf(distilled, []))
      return [steps.length, await adapter.query('SELECT * FROM p'), await adapter.query('SELECT * FROM c')]
    })
  }
}

/** `/OBJECT/drift` and `/OBJECT/upgrade`, of the compiled migrations in the request's body. */
export default {
  fetch: (request: Request, { STORE }: Env) => {
    const [name = ''] = partsOf(request)
    return STORE.get(STORE.idFromName(name)).fetch(request.url, { method: 'POST', body: request.body as never })
  },
}
