import { type SqliteWasm, type SqliteWasmDatabase, sqliteWasm } from 'limbeck/adapters/sqlite-wasm'
import { load, type Place } from './place.js'

interface Database extends SqliteWasmDatabase {
  close(): void
}
type Open = new (file: string, flags: string) => Database
interface Sqlite3 extends SqliteWasm {
  readonly oo1: { readonly DB: Open; readonly OpfsDb: Open }
  installOpfsSAHPoolVfs(options: object): Promise<{ readonly OpfsSAHPoolDb: Open; unlink(file: string): boolean }>
}

let loading: Promise<Sqlite3> | undefined
const loadSqlite = (): Promise<Sqlite3> => {
  loading ??= load('@sqlite.org/sqlite-wasm/dist/index.mjs').then(({ default: init }) => init())
  return loading
}

interface Made extends Omit<Place, 'adapter' | 'open'> {
  readonly database: (sqlite3: Sqlite3) => Open | Promise<Open>
  readonly file: (store: string) => string
}

const place = ({ database, file, ...rest }: Made): Place => ({
  adapter: 'sqlite-wasm',
  ...rest,
  async open(store, how) {
    const sqlite3 = await loadSqlite()
    const db = new (await database(sqlite3))(file(store), how?.readOnly ? 'r' : 'c')
    return {
      adapter: (options) => sqliteWasm(sqlite3, db, options),
      close: async () => db.close(),
    }
  },
})

/** Where the official build can have a database. */
export const sqliteWasmPlaces: readonly Place[] = [
  place({
    name: 'memory',
    volatile: true,
    alone: 'a database in memory has one connection',
    database: ({ oo1 }) => oo1.DB,
    file: () => ':memory:',
  }),
  place({
    name: 'opfs-sahpool',
    worker: true,
    alone: 'its files are opened by one connection',
    database: async (sqlite3) => (await sqlite3.installOpfsSAHPoolVfs({})).OpfsSAHPoolDb,
    file: (store) => `/${store}.db`,
    async forget(store) {
      const pool = await (await loadSqlite()).installOpfsSAHPoolVfs({})
      pool.unlink(`/${store}.db`)
    },
  }),
  place({
    name: 'opfs',
    worker: true,
    alone: 'a connection that waits keeps its whole worker waiting: workers race in test/runtimes/browser',
    rare: true,
    database: ({ oo1 }) => oo1.OpfsDb,
    // What SQLite's documentation has for several connections: the file is given back after each transaction.
    file: (store) => `file:/${store}.db?opfs-unlock-asap=1`,
  }),
]
