import type { DurableObjectState } from '@cloudflare/workers-types'
import { d1 } from 'limbeck/adapters/d1'
import { durableObject } from 'limbeck/adapters/durable-object'
import {
  type CaseResult,
  casesFor,
  examine,
  type Home,
  type Need,
  type Store as Opened,
  type Report,
  runCase,
} from 'limbeck/conformance'
import { countedClient } from './counted-client.js'
import { answer, type Env, partsOf } from './worker.js'

/** The reason for every case that needs what a home has not. */
const lacking = (home: Home, reasons: Partial<Record<Need, string>>): Record<string, string> =>
  Object.fromEntries(
    casesFor(home).flatMap(({ name, needs = [] }) => {
      const need = needs.find((one) => reasons[one] !== undefined)
      return need === undefined ? [] : [[name, reasons[need] as string]]
    }),
  )

const rounded =
  'what comes back are doubles: larger whole numbers are read with CAST(… AS TEXT); they are stored exactly'
/** Both give every number as a double. */
const doubles: Readonly<Record<string, string>> = {
  'whole numbers that no number holds go in and come back as bigint': rounded,
  'whole numbers stay whole in a column without a type': rounded,
  'whole numbers that no number holds come back exactly out of an expression': rounded,
}

/** D1 in a Worker: every store is a database of its own, as long as there are any. */
function d1Home(env: Env): Home {
  let used = 0
  const home: Home = {
    adapter: 'd1',
    engine: 'd1',
    atomic: 'batch',
    home: 'workerd, a Worker',
    async make() {
      const database = env[`DB${used++}`]
      if (!database) throw new Error(`${used} databases are not enough.`)
      const open = async (): Promise<Opened> => {
        let killed = false
        const before = () => {
          if (killed) throw new Error('The Worker is gone.')
        }
        return {
          adapter: d1(countedClient(database, { before })),
          connect: open,
          reopen: open,
          // D1 knows no connections: of a Worker that dies it hears nothing more.
          async kill() {
            killed = true
          },
          close: async () => undefined,
        }
      }
      return open()
    },
  }
  const optOuts = lacking(home, {
    readOnly: 'D1 has no connections that may only read',
  })
  return { ...home, optOuts: { ...optOuts, ...doubles } }
}

/** A Durable Object's own storage: one store, which a second adapter on it shares as another request does. */
function objectHome(storage?: DurableObjectState['storage']): Home {
  let used = false
  const home: Home = {
    adapter: 'durable-object',
    engine: 'durable-object',
    atomic: 'transaction',
    home: 'workerd, inside of the object',
    async make() {
      if (!storage || used) throw new Error('A Durable Object has one store.')
      used = true
      const open = async (): Promise<Opened> => ({
        adapter: durableObject(storage),
        connect: open,
        external: (work) => storage.transaction(() => work(durableObject(storage, { external: true }))),
        close: async () => undefined,
      })
      return open()
    },
  }
  const optOuts = lacking(home, {
    kill: 'an object that is killed takes the suite with it; test/runtimes/workerd aborts one from outside',
    reopen: 'an object cannot start itself anew; test/runtimes/workerd does it from outside',
    readOnly: 'an object may always write to its storage',
  })
  const within = 'other connections see nothing of a transaction before it commits'
  const one = 'an object has one connection; other requests wait until the transaction ends'
  return { ...home, optOuts: { ...optOuts, ...doubles, [within]: one } }
}

/** Runs one case in an object of its own. */
export class Store {
  private readonly storage: DurableObjectState['storage']

  constructor({ storage }: DurableObjectState) {
    this.storage = storage
  }

  fetch(request: Request): Promise<Response> {
    const home = objectHome(this.storage)
    const [name] = partsOf(request)
    return answer(() => {
      const one = casesFor(home).find((one) => one.name === name)
      return one ? runCase(one, home) : undefined
    })
  }
}

async function examineObjects(env: Env): Promise<Report> {
  const { adapter, engine, home } = objectHome()
  const results = await Promise.all(
    casesFor(objectHome()).map(async ({ name }): Promise<CaseResult> => {
      const object = env.STORE.get(env.STORE.idFromName(name))
      const response = await object.fetch(`http://object/${encodeURIComponent(name)}`)
      return (await response.json()) as CaseResult
    }),
  )
  const count = (outcome: CaseResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  const counts = { passed: count('passed'), optedOut: count('optedOut'), failed: count('failed') }
  return { adapter, engine, home, ...counts, results }
}

/** `/d1` and `/durable-object` give the adapter's report. */
export default {
  fetch(request: Request, env: Env): Promise<Response> {
    const [adapter] = partsOf(request)
    return answer(() => (adapter === 'd1' ? examine(d1Home(env)) : examineObjects(env)))
  },
}
