import type { DurableObjectState } from '@cloudflare/workers-types'
import { type MigrationSet, type Progress, type RevisionModule, type RunOptions, upgrade } from 'limbeck'
import { d1, ensureHead } from 'limbeck/adapters/d1'
import { durableObject } from 'limbeck/adapters/durable-object'
import type { Operations } from 'limbeck/op'
import { toSet } from '../../../src/runner/to-set.js'
import { insert, line } from '../../runner/batch-line.js'
import { type CountedClient, countedClient } from './counted-client.js'
import { answer, type Env, partsOf } from './worker.js'

const table = (op: Operations) => op.execute('CREATE TABLE t (a)')
/** Many statements, so that there is time to stop them in the middle. */
const many = (count: number) =>
  line(
    table,
    ...Array.from({ length: count }, (_, nth) => (op: Operations) => {
      op.execute(`CREATE TABLE t${nth} (id INTEGER PRIMARY KEY, a)`)
      insert(nth)(op)
    }),
  )
const histories: Readonly<Record<string, readonly RevisionModule[]>> = {
  short: line(table, insert(1), insert(2)),
  longer: line(table, insert(1), insert(2), insert(3)),
  broken: line(table, insert(1), (op) => op.execute('INSERT INTO none VALUES (1)')),
  heads: [...line(table, insert(1)), { revision: 'x', downRevision: 'a' }],
  many: many(300),
}
const historyOf = (name = '') => histories[name] as readonly RevisionModule[]
/** The short history as a set that has a baseline. */
const withBaseline = async (): Promise<MigrationSet> => ({
  ...(await toSet(historyOf('short'), 'd1')),
  baseline: async () => ({ statements: ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1), (2)'] }),
})
/** Time for another to check before this one writes. */
const wait = async ({ step }: Progress) => {
  if (step === 1) await new Promise((later) => setTimeout(later, 5))
}
/** As env.DB itself, these live as long as the isolate. */
const clients: Record<string, CountedClient> = {}

/** What was applied, as the rows and the journal say. */
const applied = ['SELECT a FROM t ORDER BY a', 'SELECT revision FROM limbeck_journal ORDER BY id']
const one = (row: object) => Object.values(row)[0]

export class Store {
  private readonly storage: DurableObjectState['storage']

  constructor({ storage }: DurableObjectState) {
    this.storage = storage
  }

  fetch(request: Request): Promise<Response> {
    const [, what, history] = partsOf(request)
    const adapter = durableObject(this.storage)
    return answer(async () => {
      if (what === 'upgrade') return upgrade(adapter, historyOf(history))
      const tables = await adapter.query("SELECT name FROM sqlite_master WHERE name = 't'")
      return tables[0] ? Promise.all(applied.map(async (sql) => (await adapter.query(sql)).map(one))) : []
    })
  }
}

/**
 * `/DB0/upgrade/HISTORY`, `/DB0/applied`; `/DB0/ensure/HISTORY` with D1's own binding, and `/DB0/counted/HISTORY` with one
 * that counts, `/ignore` after it for a database ahead; `/object/…`.
 */
export default {
  fetch: (request: Request, env: Env) =>
    answer(async () => {
      const [place = '', what, history, ahead] = partsOf(request)
      if (place === 'object') {
        const response = await env.STORE.get(env.STORE.idFromName('one')).fetch(request.url)
        return response.json()
      }
      const database = env[place as 'DB0']
      if (!database) throw new Error(`There is no ${place}.`)
      const adapter = d1(database)
      switch (what) {
        case 'upgrade': {
          const client = countedClient(database)
          const migrations = history === 'baseline' ? await withBaseline() : historyOf(history)
          const { steps } = await upgrade(d1(client), migrations, 'head', { onProgress: wait })
          return { steps, trips: client.trips.length }
        }
        case 'ensure':
          return ensureHead(database, historyOf(history))
        case 'counted': {
          clients[place] ??= countedClient(database)
          const client = clients[place]
          const before = client.trips.length
          const options: RunOptions = ahead === 'ignore' ? { onAhead: ahead } : {}
          const failed = await ensureHead(client, historyOf(history), options).then(
            () => undefined,
            ({ code }) => code,
          )
          return [client.trips.length - before, failed]
        }
        default: {
          const tables = await adapter.query("SELECT name FROM sqlite_master WHERE name = 't'")
          return tables[0] ? Promise.all(applied.map(async (sql) => (await adapter.query(sql)).map(one))) : []
        }
      }
    }),
}
