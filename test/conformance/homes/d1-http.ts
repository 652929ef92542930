import { d1Http } from 'limbeck/adapters/d1-http'
import { examine, type Home, type Report, type Store } from 'limbeck/conformance'
import { idOf, startStandIn } from '../../runtimes/d1-api/start-stand-in.js'

const databases = 100

/** The adapter in Node, the API's stand-in before it, D1 in workerd behind that. */
export async function* reports(): AsyncGenerator<Report> {
  const { api, account, token, stop } = await startStandIn(databases)
  let used = 0
  const rounded =
    'what comes back are doubles: larger whole numbers are read with CAST(… AS TEXT); they are stored exactly'
  const home: Home = {
    adapter: 'd1-http',
    engine: 'd1',
    atomic: 'batch',
    home: "Node, a stand-in for Cloudflare's API before workerd",
    lacks: { readOnly: 'a token may do the same on every connection' },
    optOuts: {
      'whole numbers that no number holds go in and come back as bigint': rounded,
      'whole numbers stay whole in a column without a type': rounded,
      'whole numbers that no number holds come back exactly out of an expression': rounded,
    },
    async make() {
      const database = idOf(used++)
      if (used > databases) throw new Error(`${used} databases are not enough.`)
      const open = async (): Promise<Store> => {
        let killed = false
        const watched: typeof fetch = (...request) => {
          if (killed) throw new Error('The process is gone.')
          return fetch(...request)
        }
        return {
          adapter: d1Http({ api, account, token, database, fetch: watched as never }),
          connect: open,
          reopen: open,
          async kill() {
            killed = true
          },
          close: async () => undefined,
        }
      }
      return open()
    },
  }
  try {
    yield await examine(home)
  } finally {
    await stop()
  }
}
