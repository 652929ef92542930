import type { Adapter } from '../adapter.js'
import { check } from '../runner/check.js'
import type { Migrations } from '../runner/migration-set.js'
import type { RunOptions } from '../runner/run-options.js'
import { type PlatformResponse, respond } from './platform.js'

/** Options of refusing to serve. */
export interface RefuseOptions extends Pick<RunOptions, 'versionTable' | 'versionTableSchema' | 'onAhead'> {
  /** `Retry-After` of the 503, in seconds: 10 when not given. */
  readonly retryAfter?: number
}

/** Undefined where the database is at head, or ahead of it and may be; otherwise the answer to give. */
export async function refuseBehind(
  adapter: Adapter,
  migrations: Migrations,
  options: RefuseOptions,
  failure?: unknown,
): Promise<PlatformResponse | undefined> {
  const { atHead, unknown } = await check(adapter, migrations, options)
  const isAhead = unknown.length > 0
  if (atHead || (isAhead && options.onAhead === 'ignore')) return undefined
  const { retryAfter = 10 } = options
  const waits = isAhead ? 'A newer release is on its way here' : 'The database waits for its upgrade'
  const { code, message } = (failure ?? {}) as { readonly code?: string; readonly message?: string }
  const error = {
    code: code ?? (isAhead ? 'database-ahead' : 'not-at-head'),
    message: message ?? `${waits}: try again in ${retryAfter} s.`,
  }
  return respond(503, { error }, { 'retry-after': `${retryAfter}` })
}
