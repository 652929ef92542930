import { d1Http } from '../../../adapters/d1-http.js'
import { LimbeckError } from '../../errors.js'
import type { OpenDatabase } from './open-database.js'

/**
 * Opens a D1 database in the cloud, by its id or name. Account and token are where wrangler has them, in variables of the
 * process: an address is printed, and may be in git. Throws `invalid-configuration` where they are missing.
 */
export async function openRemoteD1(
  database: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<OpenDatabase> {
  const { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_API_BASE_URL: api } = variables
  const refuse = (words: string) => new LimbeckError('invalid-configuration', `d1-http:${database} ${words}.`)
  if (!database) throw refuse("names no database: write d1-http:NAME, or the database's id")
  const missing = [...(account ? [] : ['CLOUDFLARE_ACCOUNT_ID']), ...(token ? [] : ['CLOUDFLARE_API_TOKEN'])]
  if (!account || !token) throw refuse(`needs ${missing.join(' and ')} in the environment`)
  const adapter = d1Http({ account, token, database, ...(api && { api: api.replace(/\/$/, '') }) })
  return { adapter, close: () => undefined }
}
