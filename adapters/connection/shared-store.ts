import type { Adapter } from '../../src/adapter.js'
import { tabChannel } from './tab-channel.js'
import { webLock } from './web-lock.js'

/** Options of adapters for databases that tabs and workers may share. */
export interface ShareOptions {
  /** The database's name among all that this origin stores. */
  readonly store?: string
  /** A transaction is open on the connection, and stays the caller's. */
  readonly external?: true
}

/**
 * What tabs and workers that have the same store open do for each other: they upgrade one at a time, and hear of it. Without
 * a name for the store they cannot.
 */
export const sharedStore = (store: string | undefined): Pick<Adapter, 'lock' | 'persist' | 'on'> =>
  store === undefined
    ? {}
    : {
        lock: (work) => webLock(store, work),
        async persist(change) {
          const channel = tabChannel(store, () => undefined)
          channel?.postMessage(change)
          channel?.close()
        },
        on(_, listener) {
          const channel = tabChannel(store, listener as never)
          return () => channel?.close()
        },
      }
