import type { TransactionalAdapter } from 'limbeck'
import type { Home, Need, Store } from 'limbeck/conformance'
import type { Connection, Place } from '../../runtimes/browser/engines/place.js'

let made = 0

/** The browser that this runs in, for people. */
export const browser = (): string => (navigator.userAgent.includes('Firefox') ? 'Firefox' : 'Chromium')

/** A place as the home of an adapter; a page and its workers are alive as long as they run, so nothing is killed here. */
export function homeOf(place: Place): Home {
  const { alone } = place
  const needs: Partial<Record<Need, string>> = {
    kill: 'a connection of a page ends with the page: whole browsers are killed in test/browser',
    ...(alone && { connect: alone, readOnly: alone }),
    ...(place.volatile && { reopen: 'a database in memory is gone when it is closed' }),
  }
  return {
    adapter: place.adapter,
    engine: 'sqlite',
    atomic: 'transaction',
    home: `${browser()}${place.worker ? ' (worker)' : ''}, ${place.name}`,
    lacks: needs,
    optOuts: alone
      ? {}
      : {
          'other connections see nothing of a transaction before it commits':
            'its file system keeps readers out while a transaction is open: they wait for its end',
        },
    async make() {
      const store = `case-${Date.now()}-${made++}`
      const open = new Set<Connection>()
      const connect = async (): Promise<Store> => {
        const connection = await place.open(store)
        open.add(connection)
        const adapter = connection.adapter(place.volatile ? {} : { store })
        return {
          adapter,
          external: (work) => inTransaction(adapter, () => work(connection.adapter({ external: true }))),
          async close() {
            for (const one of open) await one.close()
            open.clear()
            await place.forget?.(store)
          },
          ...(!place.volatile && {
            async reopen() {
              await connection.close()
              open.delete(connection)
              return connect()
            },
          }),
          ...(!alone && {
            connect,
            async readOnly() {
              const reader = await place.open(store, { readOnly: true })
              open.add(reader)
              return reader.adapter()
            },
          }),
        }
      }
      return connect()
    },
  }
}

async function inTransaction<T>({ run }: TransactionalAdapter, work: () => Promise<T>): Promise<T> {
  await run(['BEGIN'])
  try {
    const result = await work()
    await run(['COMMIT'])
    return result
  } catch (error) {
    await run(['ROLLBACK'])
    throw error
  }
}
