import { type D1Client, d1 } from '../../adapters/d1.js'
import type { Migrations } from '../runner/migration-set.js'
import type { RunResult } from '../runner/run.js'
import type { RunOptions } from '../runner/run-options.js'
import { upgrade } from '../runner/upgrade.js'
import type { PlatformResponse } from './platform.js'
import type { RefuseOptions } from './refuse-behind.js'

// What an isolate may keep from one request to the next is a fact, never a promise.
const seen = /* @__PURE__ */ new WeakMap<object, WeakSet<object>>()

/**
 * Sees that a D1 database is at the heads of its migrations; call it at the start of every request. An isolate that has
 * seen the database there sends nothing, and gives undefined: hand in the same two objects each time, `env.DB` itself and
 * migrations made once. It upgrades, and throws as `upgrade` does. With `mode: 'refuse'` it writes nothing, and gives the
 * answer to send while the database is behind: 503, with `Retry-After`. What went wrong is not remembered.
 */
export function ensureHead(
  database: D1Client,
  migrations: Migrations,
  options: RefuseOptions & { readonly mode: 'refuse' },
): Promise<PlatformResponse | undefined>
export function ensureHead(
  database: D1Client,
  migrations: Migrations,
  options?: RunOptions & { readonly mode?: 'upgrade' },
): Promise<RunResult | undefined>
export async function ensureHead(
  database: D1Client,
  migrations: Migrations,
  options: (RunOptions | RefuseOptions) & { readonly mode?: 'upgrade' | 'refuse' } = {},
): Promise<RunResult | PlatformResponse | undefined> {
  if (seen.get(database)?.has(migrations)) return undefined
  const refuses = options.mode === 'refuse'
  const found = refuses
    ? await (await import('./refuse-behind.js')).refuseBehind(d1(database), migrations, options)
    : await upgrade(d1(database), migrations, 'heads', options)
  if (refuses && found) return found
  seen.set(database, (seen.get(database) ?? new WeakSet()).add(migrations))
  return found
}
