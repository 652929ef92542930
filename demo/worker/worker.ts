import { d1, ensureHead } from 'limbeck/adapters/d1'
import { deployHook } from 'limbeck/deploy'
import { answerSync } from './answer-sync.js'
import type { Env } from './env.js'
import { migrations } from './migrations.gen.js'

export { Notebook } from './notebook.js'

const hookOf = ({ DB, DEPLOY_SECRET: secret }: Env) => deployHook({ adapter: d1(DB), migrations, secret })

/** The notes that everybody sees; the database is looked at once in each isolate. */
async function answerShared(request: Request, { DB, WHEN_BEHIND: mode }: Env): Promise<Response> {
  if (mode === 'refuse') {
    const refused = await ensureHead(DB, migrations, { mode })
    if (refused) return refused
  } else await ensureHead(DB, migrations)
  return answerSync(request, d1(DB))
}

/**
 * The notebook's sync service, on the migrations of the app: `/shared` in D1, `/notebooks/NAME` in an object each. A
 * deployment calls `POST /_deploy`, and `POST /notebooks/NAME/_deploy`.
 */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [, first, name] = new URL(request.url).pathname.split('/')
    if (first === '_deploy') return hookOf(env).fetch(request)
    if (first === 'shared') return answerShared(request, env)
    if (first === 'notebooks' && name) return env.NOTEBOOK.get(env.NOTEBOOK.idFromName(name)).fetch(request)
    return new Response('Not found\n', { status: 404 })
  },

  async scheduled(_event: unknown, env: Env): Promise<void> {
    await hookOf(env).scheduled()
  },
}
