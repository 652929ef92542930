import type { TransactionalAdapter } from 'limbeck'

/** Where a page or a worker can have a store of its own. */
export interface Place {
  /** The name of the adapter. */
  readonly adapter: string
  /** The build and the VFS, for people. */
  readonly name: string
  /** It is there in workers only. */
  readonly worker?: true
  /** One of a kind that another place stands for: in Firefox, which is slow to do this, left out. */
  readonly rare?: true
  /** Why there can be no second connection to a store. */
  readonly alone?: string
  /** It is gone when its connection is closed. */
  readonly volatile?: true
  /** Opens a store, or makes it. Each connection has an instance of SQLite of its own, as another tab has. */
  open(store: string, how?: { readonly readOnly?: true }): Promise<Connection>
  /** Gives back what a store took, where there is room for a few only. */
  forget?(store: string): Promise<void>
}

export interface Connection {
  adapter(options?: { readonly store?: string; readonly external?: true }): TransactionalAdapter
  close(): Promise<void>
}

/** A module of a package, which the test servers serve as it is. */
// biome-ignore lint/suspicious/noExplicitAny: these packages have types for some of their modules only
export const load = (path: string): Promise<any> => import(`/node_modules/${path}`)
