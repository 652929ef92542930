import {
  type DurableObjectContext,
  durableObject,
  ensureObjectHead,
  type ObjectHead,
} from 'limbeck/adapters/durable-object'
import { type DeployHook, deployHook } from 'limbeck/deploy'
import { answerSync } from './answer-sync.js'
import type { Env } from './env.js'
import { migrations } from './objects.gen.js'

/** One person's notebook: an object, with a database of the app's own schema. */
export class Notebook {
  private readonly storage: DurableObjectContext['storage']
  private readonly head: ObjectHead
  private readonly hook: DeployHook

  constructor(ctx: DurableObjectContext, { DEPLOY_SECRET: secret }: Env) {
    this.storage = ctx.storage
    this.head = ensureObjectHead(ctx, migrations)
    this.hook = deployHook({ adapter: durableObject(ctx.storage), migrations, secret })
  }

  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname.endsWith('/_deploy')) return this.hook.fetch(request)
    return (await this.head.refusal()) ?? answerSync(request, durableObject(this.storage))
  }
}
