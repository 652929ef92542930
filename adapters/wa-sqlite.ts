import type { Row, TransactionalAdapter, Value } from '../src/adapter.js'
import { LimbeckError } from '../src/errors.js'
import { inTurn, type Turns } from './connection/in-turn.js'
import { oneByOne, type Read } from './connection/one-by-one.js'
import { refuseEnded } from './connection/refuse-ended.js'
import { type ShareOptions, sharedStore } from './connection/shared-store.js'
import { sqliteSavepoint } from './connection/sqlite-savepoint.js'
import { sqliteTransaction } from './connection/sqlite-transaction.js'
import { whileLocked } from './connection/while-locked.js'

/** What `Factory(module)` of wa-sqlite or of @journeyapps/wa-sqlite gives, as far as it is used. */
export interface WaSqlite {
  statements(db: number, sql: string, options: { readonly unscoped: true }): AsyncIterable<number>
  bind(statement: number, index: number, value: Value): number
  column_names(statement: number): readonly string[]
  row(statement: number): readonly unknown[]
  column_type(statement: number, column: number): number
  step(statement: number): Promise<number>
  finalize(statement: number): Promise<unknown>
  exec(db: number, sql: string): Promise<unknown>
  get_autocommit(db: number): number
}

/**
 * The turns of a WebAssembly instance, which takes one call at a time, also of several databases: each call, and each
 * transaction, so that none waits for another's lock while it keeps the instance.
 */
type Instance = readonly [calls: Turns, runs: Turns]

const instances = /* @__PURE__ */ new WeakMap<WaSqlite, Instance>()

/**
 * An adapter for a database that `sqlite3.open_v2` opened, whichever the build and the VFS. Do not call `sqlite3` while
 * another call is under way, of this adapter or yours. With `store`, a name of its own among all that this origin stores,
 * tabs and workers upgrade it in turn and hear of it; `external` when a transaction is open on it, which stays the caller's.
 */
export function waSqlite(sqlite3: WaSqlite, db: number, { store, external }: ShareOptions = {}): TransactionalAdapter {
  const [calls, runs] = instances.get(sqlite3) ?? [inTurn(), inTurn()]
  instances.set(sqlite3, [calls, runs])
  const call: Read = (sql, params) =>
    calls(async () => {
      try {
        return await read(sqlite3, db, sql, params)
      } catch (error) {
        // After an error the fork's OPFSCoopSyncVFS may keep the file from all others until the next statement.
        await sqlite3.exec(db, 'PRAGMA schema_version').catch(() => undefined)
        throw error
      }
    })
  const own = oneByOne((sql, params) => whileLocked(() => call(sql, params)))
  const inside = oneByOne(async (sql, params) => {
    refuseEnded(sqlite3.get_autocommit(db))
    return call(sql, params)
  })
  return {
    name: 'wa-sqlite',
    engine: 'sqlite',
    atomic: 'transaction',
    ...own,
    ...(external ? { external } : sharedStore(store)),
    transaction: (work, options) =>
      external ? sqliteSavepoint(own, work, options) : runs(() => sqliteTransaction(own, () => work(inside), options)),
  }
}

async function read(
  sqlite3: WaSqlite,
  db: number,
  sql: string,
  params: readonly Value[] = [],
): Promise<readonly Row[]> {
  const rows: Row[] = []
  // `unscoped`: statements are finalized here, where it is waited for; an asynchronous VFS may give its lock back in it.
  for await (const statement of sqlite3.statements(db, sql, { unscoped: true })) {
    try {
      let index = 0
      for (const value of params) {
        // A number beyond 32 bits would be stored as a double.
        let bound: unknown = Number.isSafeInteger(value) ? BigInt(value as number) : value
        if (value instanceof Uint8Array && !value.length) {
          // wa-sqlite allocates as many bytes as it binds. For none SQLite gives the null pointer, and binds NULL: so the
          // length is 1 when it is asked for the first time, and 0 after that.
          let length = 1
          bound = Object.assign([], { byteLength: { valueOf: () => length-- } })
        }
        if (sqlite3.bind(statement, ++index, bound as Value) || (value as Partial<string> | null)?.includes?.('\0'))
          throw new LimbeckError('invalid-operation', `Parameter ${index} does not fit.`)
      }
      const names = sqlite3.column_names(statement)
      // SQLITE_ROW
      while ((await sqlite3.step(statement)) === 100) {
        rows.push(
          Object.fromEntries(
            sqlite3.row(statement).map((value, at) => [
              names[at],
              // wa-sqlite takes this SQLITE_INTEGER for a number that JavaScript has for itself.
              (value === -(2 ** 53) && sqlite3.column_type(statement, at) === 1 ? BigInt(value) : value) as Value,
            ]),
          ),
        )
      }
    } finally {
      await sqlite3.finalize(statement)
    }
  }
  return rows
}
