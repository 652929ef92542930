import { LimbeckError } from '../../src/errors.js'

/** The parts of `fetch` that are used. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
    readonly redirect: 'error'
    readonly signal: unknown
  },
) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}>

/** How Cloudflare's API is called. */
export interface ApiOptions {
  readonly account: string
  readonly token: string
  /** Where the API is: Cloudflare's when not given. */
  readonly api?: string
  readonly fetch?: Fetch
  /** How long one answer may take, in milliseconds: a minute when not given. Cloudflare gives up after half of it. */
  readonly timeout?: number
  /** How long may be waited, in milliseconds, when Cloudflare asks for it: half a minute when not given. */
  readonly patience?: number
}

/** An answer of the API, as it is documented. */
interface Envelope {
  readonly success?: boolean
  readonly result?: unknown
  readonly errors?: readonly { readonly code?: number; readonly message?: string }[]
}

/** Sends a request within the account, and gives its result. */
export type Call = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>

/**
 * Calls Cloudflare's API. Throws `access-denied`, `rate-limited` and `database-unreachable`, and for a statement that the
 * database refused an error with its words. The token is in none of them.
 */
export function cloudflareApi(options: ApiOptions): Call {
  const { account, token, api = 'https://api.cloudflare.com/client/v4', timeout = 60_000, patience = 30_000 } = options
  if (!/^[\w.-]+$/.test(account)) throw invalid('the account is an id: set CLOUDFLARE_ACCOUNT_ID')
  // What no header can hold would be told by whoever refuses it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw invalid('the token is none: set CLOUDFLARE_API_TOKEN')
  if (!/^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(api)) {
    throw invalid('the API must be asked over https, for the token goes with every request')
  }
  const global = globalThis as unknown as Globals
  const fetch = options.fetch ?? global.fetch
  const hide = (words: string) => words.replaceAll(token, '***')

  const send = async (method: string, path: string, body?: object) => {
    try {
      const response = await fetch(`${api}/accounts/${account}/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: global.AbortSignal.timeout(timeout),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    } catch (error) {
      const { name, message, cause } = error as Error & { cause?: Error }
      const words = name === 'TimeoutError' ? `no answer in ${timeout / 1000} s` : (cause?.message ?? message)
      throw new LimbeckError('database-unreachable', `Cloudflare's API did not answer: ${hide(words)}.`)
    }
  }
  return async (method, path, body) => {
    for (let waited = 0; ; ) {
      const { status, headers, text } = await send(method, path, body)
      const { success, result, errors = [] } = read(text)
      if (status < 300 && success) return result
      const said = errors.map(({ message, code }) => `${message}${code ? ` (code ${code})` : ''}`).join('; ')
      const words = hide(said || `HTTP ${status}`).replace(/\.$/, '')
      if (status === 429) {
        const seconds = Math.max(1, Number(headers.get('retry-after')) || 1)
        waited += seconds * 1000
        // Nothing of a request was done that was turned away like this.
        if (waited <= patience) {
          await new Promise((later) => global.setTimeout(() => later(undefined), seconds * 1000))
          continue
        }
        const message = `Cloudflare's API limits requests: ${words}. Try again in ${seconds} s.`
        throw new LimbeckError('rate-limited', message, undefined, { retryAfter: seconds })
      }
      if (status === 401 || status === 403) {
        const needs = `The token needs 'D1: Edit' for the account ${account}`
        throw new LimbeckError('access-denied', `Cloudflare's API refuses: ${words}. ${needs}.`)
      }
      if (status === 404) throw new LimbeckError('database-unreachable', `There is no such D1 database: ${words}.`)
      if (status >= 500 || success === undefined) {
        throw new LimbeckError('database-unreachable', `Cloudflare's API failed: ${words}.`)
      }
      throw new Error(words)
    }
  }
}

const invalid = (words: string): LimbeckError =>
  new LimbeckError('invalid-argument', `D1 over HTTP cannot be opened: ${words}.`)

/** What a gateway that is down answers is a page, not JSON. */
function read(text: string): Envelope {
  try {
    return (JSON.parse(text) ?? {}) as Envelope
  } catch {
    return {}
  }
}

// The app ring has no DOM types.
interface Globals {
  readonly fetch: Fetch
  readonly AbortSignal: { timeout(milliseconds: number): unknown }
  setTimeout(work: () => void, milliseconds: number): unknown
}
