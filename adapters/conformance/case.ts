import type { Adapter, Engine } from '../../src/adapter.js'

/** One store, opened by an adapter in its home: a database of its own that no other case sees. */
export interface Store {
  readonly adapter: Adapter
  /** Another connection to the same store, as another tab, process or session opens it. */
  connect?(): Promise<Store>
  /** Ends this connection as a crash does: no goodbye, and nothing is asked of its adapter any more. The store stays. */
  kill?(): Promise<void>
  /** An adapter on the same store that may read only; its own connection, which `close` ends. */
  readOnly?(): Promise<Adapter>
  /** Ends this connection, and opens the store anew: what a user finds tomorrow. */
  reopen?(): Promise<Store>
  /**
   * Hands `work` an adapter made with `{ external: true }` inside of a transaction that the driver itself opened. Commits
   * when `work` fulfils, rolls back when it rejects, and then rejects with what `work` did.
   */
  external?<T>(work: (adapter: Adapter) => Promise<T>): Promise<T>
  /** Ends every connection and forgets the store. */
  close(): Promise<void>
}

/** What a case asks of a store beyond its adapter. */
export type Need = Exclude<keyof Store, 'adapter' | 'close'>

/** Which adapters a case is about: all when it is not said. */
export interface Scope {
  readonly atomic?: Adapter['atomic']
  /** SQLite's SQL in whatever form, or PostgreSQL's. */
  readonly sql?: 'sqlite' | 'postgresql'
}

/** One promise of the contract. */
export interface ConformanceCase {
  /** What holds; an adapter opts out by it, so it is never reworded lightly. */
  readonly name: string
  readonly about?: Scope
  /** A home without these opts out. */
  readonly needs?: readonly Need[]
  /** Rejects when the promise is broken. `make` opens a new store each time; they are closed by whoever runs the case. */
  run(make: () => Promise<Store>): Promise<void>
}

/** Where an adapter lives, and how a store is made there. */
export interface Home {
  /** The adapter's name: `'pg'`. */
  readonly adapter: string
  readonly engine: Engine
  readonly atomic: Adapter['atomic']
  /** The rest of it, for people: `'PostgreSQL 15'`, `'Firefox, IndexedDB'`. */
  readonly home: string
  /** What its stores cannot have, with the reason: it opts out of every case that needs it. */
  readonly lacks?: Readonly<Partial<Record<Need, string>>>
  /** The other cases that it cannot pass, by name, with the reason. */
  readonly optOuts?: Readonly<Record<string, string>>
  make(): Promise<Store>
}

/** Whether an engine speaks SQLite's SQL or PostgreSQL's. */
export const sqlOf = (engine: Engine): 'sqlite' | 'postgresql' => (engine === 'postgresql' ? engine : 'sqlite')
