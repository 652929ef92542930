import { type DurableObjectStorage, durableObject } from '../../adapters/durable-object.js'
import type { Migrations } from '../runner/migration-set.js'
import type { RunResult } from '../runner/run.js'
import type { RunOptions } from '../runner/run-options.js'
import { upgrade } from '../runner/upgrade.js'
import type { PlatformResponse } from './platform.js'
import type { RefuseOptions } from './refuse-behind.js'

/** The parts of a Durable Object's `ctx` that are used. */
export interface DurableObjectContext {
  readonly storage: DurableObjectStorage
  blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>
}

/** How the database of a Durable Object came out of its constructor. */
export interface ObjectHead {
  /** What the upgrade did; undefined where there was none, or it failed. */
  readonly result: RunResult | undefined
  /** What the upgrade threw. */
  readonly failure: unknown
  /** For `fetch`: undefined when the object can serve, otherwise the answer to give, 503 with `Retry-After`. */
  refusal(): Promise<PlatformResponse | undefined>
}

/**
 * Sees, in the constructor of a Durable Object, that its database is at head before anything is served. An upgrade that
 * fails resets nothing: an object that throws there is made anew for the next request, and would fail again, for ever. This
 * one says what is wrong until it can serve: a hook has upgraded it, or the next release has. With `mode: 'refuse'` it does
 * not upgrade by itself.
 */
export function ensureObjectHead(
  ctx: DurableObjectContext,
  migrations: Migrations,
  options: RunOptions & RefuseOptions & { readonly mode?: 'upgrade' | 'refuse' } = {},
): ObjectHead {
  const adapter = durableObject(ctx.storage)
  let result: RunResult | undefined
  let failure: unknown
  let serves = false
  const start = async () => {
    if (options.mode === 'refuse') return
    try {
      result = await upgrade(adapter, migrations, 'heads', options)
      serves = true
    } catch (error) {
      failure = error
    }
  }
  // It never rejects: that would reset the object.
  ctx.blockConcurrencyWhile(start)
  return {
    get result() {
      return result
    },
    get failure() {
      return failure
    },
    async refusal() {
      if (serves) return undefined
      const { refuseBehind } = await import('./refuse-behind.js')
      const refused = await refuseBehind(adapter, migrations, options, failure)
      if (refused) return refused
      serves = true
      failure = undefined
      return undefined
    },
  }
}
