import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type D1Client, d1 } from '../../../adapters/d1.js'
import { LimbeckError } from '../../errors.js'
import { loadDriver } from '../../scratch/load-driver.js'
import type { OpenDatabase } from './open-database.js'

/** The part of wrangler that is used: https://developers.cloudflare.com/workers/wrangler/api/#getplatformproxy */
interface Wrangler {
  getPlatformProxy(options: {
    readonly configPath: string
    readonly persist: { readonly path: string }
  }): Promise<{ readonly env: Readonly<Record<string, unknown>>; dispose(): Promise<void> }>
}

/**
 * Opens the local database of a D1 binding, the one that `wrangler dev` has, through the project's wrangler and its
 * configuration. Throws `driver-missing`, and `invalid-configuration` for a binding that there is not.
 */
export async function openLocalD1(binding: string, folder: string): Promise<OpenDatabase> {
  const names = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml']
  const configPath = names.map((name) => join(folder, name)).find(existsSync)
  if (!configPath) {
    const message = `d1:${binding} is a binding of wrangler's configuration, and ${folder} has none of ${names.join(', ')}.`
    throw new LimbeckError('invalid-configuration', message)
  }
  const { getPlatformProxy } = (await loadDriver('wrangler', 'd1:', folder)) as unknown as Wrangler
  const { env, dispose } = await getPlatformProxy({ configPath, persist: { path: join(folder, '.wrangler/state/v3') } })
  const database = env[binding]
  if (isD1(database)) return { adapter: d1(database), close: () => dispose() }
  const known = Object.keys(env).filter((name) => isD1(env[name]))
  await dispose()
  const message = `${configPath} has no D1 binding '${binding}'; it has ${known.join(', ') || 'none'}.`
  throw new LimbeckError('invalid-configuration', message)
}

const isD1 = (value: unknown): value is D1Client =>
  typeof (value as { prepare?: unknown } | undefined)?.prepare === 'function' &&
  typeof (value as { batch?: unknown } | undefined)?.batch === 'function'
