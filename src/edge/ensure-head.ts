import { type D1Client, d1 } from '../../adapters/d1.js'
import type { Migrations } from '../runner/migration-set.js'
import type { RunResult } from '../runner/run.js'
import type { RunOptions } from '../runner/run-options.js'
import { upgrade } from '../runner/upgrade.js'

// What an isolate may keep from one request to the next is a fact, never a promise.
const seen = /* @__PURE__ */ new WeakMap<object, WeakSet<object>>()

/**
 * Brings a D1 database to the heads of its migrations; call it at the start of every request. An isolate that has seen
 * the database there sends nothing, and gives undefined: hand in the same two objects each time, `env.DB` itself and
 * migrations made once. Throws as `upgrade` does, and then remembers nothing.
 */
export async function ensureHead(
  database: D1Client,
  migrations: Migrations,
  options?: RunOptions,
): Promise<RunResult | undefined> {
  if (seen.get(database)?.has(migrations)) return undefined
  const result = await upgrade(d1(database), migrations, 'heads', options)
  seen.set(database, (seen.get(database) ?? new WeakSet()).add(migrations))
  return result
}
