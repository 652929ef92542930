import { DurableObject } from 'cloudflare:workers'
import type { MigrationSet } from 'limbeck'
import { d1, ensureHead } from 'limbeck/adapters/d1'
import { durableObject, ensureObjectHead, type ObjectHead } from 'limbeck/adapters/durable-object'
import { type DeployHook, deployHook } from 'limbeck/deploy'

// What docs/deploy.md and docs/cloudflare.md say, with the types of a Worker and nothing else.
declare const migrations: MigrationSet

interface Env {
  readonly DB: D1Database
  readonly DEPLOY_SECRET: string
}

export class Notebook extends DurableObject<Env> {
  private readonly head: ObjectHead
  private readonly hook: DeployHook

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.head = ensureObjectHead(ctx, migrations)
    this.hook = deployHook({ adapter: durableObject(ctx.storage), migrations, secret: env.DEPLOY_SECRET })
  }

  override async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname.endsWith('/_deploy')) return this.hook.fetch(request)
    return (await this.head.refusal()) ?? new Response('ready')
  }
}

const hookOf = (env: Env) =>
  deployHook({ adapter: () => d1(env.DB.withSession('first-primary')), migrations, secret: env.DEPLOY_SECRET })

export const worker: ExportedHandler<Env> = {
  async fetch(request, env) {
    if (new URL(request.url).pathname === '/_deploy') return hookOf(env).fetch(request)
    const refused = await ensureHead(env.DB, migrations, { mode: 'refuse', retryAfter: 5 })
    if (refused) return refused
    const result = await ensureHead(env.DB, migrations, { onAhead: 'ignore' })
    return Response.json(result?.steps ?? [])
  },
  async scheduled(_event, env) {
    await hookOf(env).scheduled()
  },
}
