import type { TransactionalAdapter } from 'limbeck'
import type { DrizzleMigration } from '../peers/drizzle.js'

/** What a bare client of SQLite gives, and the way of each contestant to it. */
export interface Client {
  /** Runs one statement, as little as the client lets one do for it. */
  run(sql: string): void
  /** Runs one statement with parameters; gives its rows as lists of values. */
  values(sql: string, params?: readonly unknown[]): unknown[][]
  /** The same; gives its rows as objects. */
  objects(sql: string, params?: readonly unknown[]): object[]
  readonly adapter: TransactionalAdapter
  /** Drizzle's own migrator on the client. */
  drizzle(migrations: readonly DrizzleMigration[]): () => unknown
  /** How many statements the database was given. */
  readonly statements: number
  /** The file of the database. */
  bytes(): Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens a new database, or one with the content of a file. Where statements are counted nothing is measured. */
export type OpenClient = (bytes?: Uint8Array, counting?: true) => Promise<Client>

/** Counts the calls of some methods of an object, from the outside: what one of them calls itself does not count. */
export function countCalls<T extends object>(object: T, names: readonly (keyof T)[]): () => number {
  let [count, depth] = [0, 0]
  for (const name of names) {
    const method = object[name] as (...args: unknown[]) => unknown
    Object.assign(object, {
      [name](...args: unknown[]) {
        if (depth++ === 0) count++
        try {
          return method.apply(object, args)
        } finally {
          depth--
        }
      },
    })
  }
  return () => count
}
