import type { DurableObjectState } from '@cloudflare/workers-types'
import type { RevisionModule } from 'limbeck'
import { durableObject, ensureObjectHead, type ObjectHead } from 'limbeck/adapters/durable-object'
import { type DeployHook, deployHook } from 'limbeck/deploy'
import type { Operations } from 'limbeck/op'
import { insert, line } from '../../runner/batch-line.js'
import { answer, partsOf } from './worker.js'

export const secret = 'the secret of the tests'

const table = (op: Operations) => op.execute('CREATE TABLE t (a)')
const reads = async (op: Operations) => {
  await op.query('SELECT 1')
  op.execute('INSERT INTO t VALUES (9)')
}
export const histories: Readonly<Record<string, readonly RevisionModule[]>> = {
  short: line(table, insert(1), insert(2)),
  longer: line(table, insert(1), insert(2), insert(3)),
  broken: line(table, insert(1), (op) => op.execute('INSERT INTO none VALUES (1)')),
  // A program ends the batch before it: the first two revisions stay.
  half: line(table, insert(1), reads, (op) => op.execute('INSERT INTO none VALUES (1)')),
}

/** What was applied, as the rows and the journal say. */
export const applied = ['SELECT a FROM t ORDER BY a', 'SELECT revision FROM limbeck_journal ORDER BY id']
export const first = (row: object) => Object.values(row)[0]

/** An object that upgrades when it starts, and says how often objects were started. */
export function storeOf(migrations: readonly RevisionModule[], mode?: 'refuse') {
  let starts = 0
  return class {
    private readonly storage: DurableObjectState['storage']
    private readonly head: ObjectHead
    private readonly hook: DeployHook

    constructor(ctx: DurableObjectState) {
      starts++
      this.storage = ctx.storage
      this.head = ensureObjectHead(ctx, migrations, { ...(mode && { mode }) })
      this.hook = deployHook({ adapter: durableObject(ctx.storage), migrations, secret })
    }

    async fetch(request: Request): Promise<Response> {
      if (partsOf(request)[2] === 'hook') return this.hook.fetch(request)
      if (partsOf(request)[2] === 'starts') return Response.json(starts)
      const refused = await this.head.refusal()
      if (refused) return refused
      const query = async (sql: string) => (await durableObject(this.storage).query(sql)).map(first)
      return answer(async () => [starts, this.head.result?.steps.length ?? 0, await Promise.all(applied.map(query))])
    }
  }
}
