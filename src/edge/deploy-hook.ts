import type { Adapter } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { check } from '../runner/check.js'
import type { FailureFields } from '../runner/failure.js'
import type { Migrations } from '../runner/migration-set.js'
import type { RunResult } from '../runner/run.js'
import type { Progress, RunOptions } from '../runner/run-options.js'
import { upgrade } from '../runner/upgrade.js'
import { type PlatformResponse, respond } from './platform.js'
import { sameSecret } from './same-secret.js'

/** What a hook works on, and who may call it. */
export interface DeployHookOptions extends RunOptions {
  /** The database, or a function that gives it anew for each request. */
  readonly adapter: Adapter | (() => Adapter)
  readonly migrations: Migrations
  /** What a request carries as `Authorization: Bearer …`: 16 characters at least. */
  readonly secret: string
}

/** The parts of a `Request` that are used; its body is not. */
export interface HookRequest {
  readonly method: string
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly body?: unknown
}

/** Upgrades when it is asked to. */
export interface DeployHook {
  /** `POST` upgrades, `GET` says where the database stands; both answer in JSON. */
  fetch(request: HookRequest): Promise<PlatformResponse>
  /** For a Cron trigger: upgrades, and throws as `upgrade` does. */
  scheduled(): Promise<RunResult>
}

const shortest = 16
const longestBody = 1000

/**
 * Makes a hook that a deployment calls. Throws `invalid-argument` without a secret. It answers 401 without the secret or
 * with another, 409 while another run is at work or when it belongs to another release than the caller thinks
 * (`?heads=ID,ID`) or than the database, 500 with the place where the database stands when the upgrade fails.
 */
export function deployHook({ adapter, migrations, secret, ...options }: DeployHookOptions): DeployHook {
  if (typeof secret !== 'string' || secret.length < shortest) {
    const message = `A hook wants a secret of ${shortest} characters at least: whoever knows its address could call it.`
    throw new LimbeckError('invalid-argument', message)
  }
  const open = () => (typeof adapter === 'function' ? adapter() : adapter)
  // A fact, never a promise: another request may not wait for this one's.
  let running = false

  async function run(request: HookRequest): Promise<PlatformResponse> {
    const database = open()
    const progress: Progress[] = []
    try {
      const before = await check(database, migrations, options)
      const asked = /[?&]heads=([^&#]*)/.exec(request.url)?.[1]
      if (asked !== undefined && idsOf(decodeURIComponent(asked)) !== idsOf(before.heads.join())) {
        const message = `This release is at ${before.heads.join(', ') || 'base'}, and was asked for ${decodeURIComponent(asked)}: it is not the one that was deployed, or not yet everywhere.`
        throw new LimbeckError('old-release', message)
      }
      const onProgress = async (step: Progress) => {
        progress.push(step)
        await options.onProgress?.(step)
      }
      const result = await upgrade(database, migrations, 'heads', { ...options, onProgress })
      if (before.missing[0] && !before.unknown[0] && !result.steps[0]) {
        const why = 'another run was faster, or the answer of this one was lost'
        throw new LimbeckError('concurrent-upgrade', `The database is at ${result.to.join(', ')}: ${why}. Ask again.`)
      }
      return respond(200, { ...result, progress })
    } catch (error) {
      return respond(conflicts.has((error as LimbeckError).code) ? 409 : 500, { error: told(error), progress })
    }
  }

  async function answer(request: HookRequest): Promise<PlatformResponse> {
    const [, given = ''] = /^Bearer (.*)$/.exec(request.headers.get('authorization') ?? '') ?? []
    if (!(await sameSecret(given, secret))) {
      const error = { code: 'access-denied', message: 'The hook wants its secret: Authorization: Bearer …' }
      return respond(401, { error }, { 'www-authenticate': 'Bearer' })
    }
    if (Number(request.headers.get('content-length')) > longestBody) {
      return respond(413, { error: { code: 'invalid-argument', message: 'The hook takes no body.' } })
    }
    if (request.method === 'GET') {
      return check(open(), migrations, options).then(
        (found) => respond(200, { ...found, running }),
        (error) => respond(500, { error: told(error) }),
      )
    }
    if (request.method !== 'POST') {
      const error = { code: 'invalid-argument', message: 'POST upgrades, GET says where the database stands.' }
      return respond(405, { error }, { allow: 'GET, POST' })
    }
    if (running) {
      const error = { code: 'concurrent-upgrade', message: 'This hook is at work: GET says when it is done.' }
      return respond(409, { error })
    }
    running = true
    try {
      return await run(request)
    } finally {
      running = false
    }
  }

  return {
    async fetch(request) {
      const response = await answer(request)
      // However long it is, nobody reads it.
      const body = request.body as { readonly locked?: boolean; cancel?(): Promise<void> } | undefined | null
      if (!body?.locked) await body?.cancel?.()
      return response
    },
    scheduled: () => upgrade(open(), migrations, 'heads', options),
  }
}

const conflicts: ReadonlySet<string> = /* @__PURE__ */ new Set(['concurrent-upgrade', 'database-ahead', 'old-release'])

const idsOf = (list: string): string => list.split(',').filter(Boolean).sort().join()

/** An error as JSON has it, with the place where the database stands where it says so. */
function told(error: unknown): object {
  const { code, message } = error as Partial<LimbeckError>
  const { revision, statement, position, rows, applied } = error as Partial<FailureFields>
  return { code, message: message ?? String(error), revision, statement, position, rows, applied }
}
