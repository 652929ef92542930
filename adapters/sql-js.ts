import type { Queryable, Row, TransactionalAdapter, Value, VersionChange } from '../src/adapter.js'
import { LimbeckError, StaleStoreError, StatementError } from '../src/errors.js'
import { exactInteger } from './connection/exact-integer.js'
import { imageStore } from './connection/image-store.js'
import { sqliteSavepoint } from './connection/sqlite-savepoint.js'
import { sqliteTransaction } from './connection/sqlite-transaction.js'
import { tabChannel } from './connection/tab-channel.js'
import { webLock } from './connection/web-lock.js'

/** The parts of sql.js's `Database` that are used, so that Limbeck depends on no version of it. */
export interface SqlJsDatabase {
  run(sql: string): unknown
  prepare(sql: string): SqlJsStatement
  export(): Uint8Array
  close(): void
}

interface SqlJsStatement {
  bind(params: never): boolean
  step(): boolean
  getAsObject(params: null, options: { useBigInt: true }): Record<string, unknown>
  free(): boolean
}

/** What `initSqlJs()` gives. */
export interface SqlJsModule<Db extends SqlJsDatabase> {
  readonly Database: new (bytes?: Uint8Array) => Db
}

/** A sql.js database that lives in IndexedDB as one file, and in memory while the page is open. */
export interface SqlJsStore<Db extends SqlJsDatabase = SqlJsDatabase> extends TransactionalAdapter {
  /** The database. Read it anew after `upgrade` and `reload`: they may have put another one here. */
  readonly db: Db
  /**
   * Saves the database as it is now; fulfils when it is written. Throws `StaleStoreError` when another tab saved since
   * this one loaded, `store-full`, `store-unavailable`, and sql.js's own error while a transaction is open; then nothing
   * was written.
   */
  save(): Promise<void>
  /** Takes what is saved, and forgets what is not. */
  reload(): Promise<void>
  /** Saves another database file in place of this one, and opens it. Throws as `save`, and `not-a-database`. */
  replace(bytes: Uint8Array): Promise<void>
  /** Calls back when another tab has saved: what is in memory here can no longer be saved. Gives how to stop. */
  on(event: 'stale', listener: (error: StaleStoreError) => void): () => void
  /** Calls back when another tab has changed the schema. Gives how to stop. */
  on(event: 'versionchange', listener: (change: VersionChange) => void): () => void
  close(): void
}

/** An adapter for a sql.js database in memory; `external` when it is in a transaction of the caller's. */
export function sqlJs(db: SqlJsDatabase, options: { readonly external?: boolean } = {}): TransactionalAdapter {
  const adapter = memoryAdapter(() => db)
  if (!options.external) return adapter
  return { ...adapter, external: true, transaction: (work, how) => sqliteSavepoint(adapter, work, how) }
}

/**
 * Opens the store called `name`, or makes it: nothing is written before the first save or upgrade. An upgrade saves by
 * itself and keeps the image from before, until a later start finds the database at head. `{ image: 'previous' }` opens
 * that one, and `'new'` an empty database; what is stored stays until they are saved in its place. Throws
 * `store-unavailable` and `not-a-database`.
 */
export async function openSqlJs<Db extends SqlJsDatabase>(
  SQL: SqlJsModule<Db>,
  name: string,
  { image: wanted }: { readonly image?: 'previous' | 'new' } = {},
): Promise<SqlJsStore<Db>> {
  const images = imageStore(name)
  const listeners = { stale: new Set<Listener>(), versionchange: new Set<Listener>() }
  let db!: Db
  let generation = 0
  /** What `db` was like when it was last loaded or saved; any write changes it. */
  let mark = ''
  /** Whether an image from before an upgrade lies there that a start at head may forget. */
  let previous = false
  /** The database as the run last left it durable. */
  let before: Uint8Array | undefined
  /** Whether this run has kept the image from before it. */
  let kept = false
  let last: Promise<unknown> = Promise.resolve()

  const open = (image: unknown): Db => {
    let cause: unknown
    try {
      const opened = new SQL.Database(image as Uint8Array)
      read(opened, 'PRAGMA schema_version')
      if ((image as Uint8Array | undefined)?.length !== 0) return opened
    } catch (error) {
      // Anything but SQLite's own word on the bytes, no memory for instance, says nothing of what is stored.
      if (!/database|format/.test(String(error))) throw error
      cause = error
    }
    throw new LimbeckError('not-a-database', `'${name}' holds no SQLite database.`, cause)
  }
  const use = (image: unknown) => {
    const next = open(image)
    db?.close()
    db = next
    mark = fingerprint()
  }
  const fingerprint = () =>
    JSON.stringify(read(db, 'SELECT total_changes(), * FROM pragma_schema_version, pragma_user_version'))
  const load = async (from?: 'previous' | 'new') => {
    const [image, saved = 0, old] = await images.read('image', 'generation', 'previous')
    use(from ? (from === 'new' ? undefined : (old ?? [])) : image)
    generation = saved as number
    // What was opened in place of the image is on disk until it is saved.
    previous = !!old && !from
  }
  const emit = <T>(event: keyof typeof listeners, value: T): T => {
    // What a listener throws is not the error of whoever emits.
    for (const listener of listeners[event]) Promise.resolve(value).then(listener)
    return value
  }
  const stale = (saved: number) => {
    const fields = { store: name, generation, saved }
    return emit('stale', new StaleStoreError('stale-store', `Another tab saved '${name}'.`, undefined, fields))
  }
  const channel = tabChannel(name, ({ generation: saved = 0, ...change }) => {
    if (saved > generation) stale(saved)
    if (change.to) emit('versionchange', change)
  })
  /** One after the other, in the order of the calls: saves, reloads and whole runs. */
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
  const write = async (image?: Uint8Array, old?: Uint8Array, change?: VersionChange) => {
    const now = fingerprint()
    // By the clock, so that a store that was cleared and made anew never meets an old tab's number again.
    const next = Math.max(generation + 1, Date.now())
    const saved = await images.save(image ?? db.export(), generation, next, old)
    if (saved > generation) throw stale(saved)
    generation = next
    mark = now
    channel?.postMessage({ generation, ...change })
  }
  await load(wanted)
  const memory = memoryAdapter(() => db)
  return {
    ...memory,
    get db() {
      return db
    },
    save: () => queue(() => write()),
    reload: () => queue(() => load()),
    replace: (image) =>
      queue(async () => {
        open(image).close()
        await write(image)
        use(image)
      }),
    on(event: keyof typeof listeners, listener: unknown) {
      listeners[event].add(listener as Listener)
      return () => listeners[event].delete(listener as Listener)
    },
    close() {
      queue(async () => {
        channel?.close()
        db.close()
      })
    },
    lock: (work) =>
      webLock(name, () =>
        queue(async () => {
          const [saved = 0] = (await images.read('generation')) as [number?]
          const unsaved = fingerprint() !== mark
          if (saved > generation) {
            if (unsaved) throw stale(saved)
            await load()
          } else if (unsaved || saved < generation) await write()
          try {
            return await work()
          } catch (error) {
            // Memory follows what is saved. ROLLBACK alone is not enough: the transaction may have ended before, and what
            // came after it was on its own.
            if (before) use(before)
            if (error instanceof StaleStoreError) await load()
            throw error
          } finally {
            before = undefined
            kept = false
          }
        }),
      ),
    transaction(work, how) {
      before = db.export()
      return memory.transaction(work, how)
    },
    async persist(change) {
      await write(undefined, !kept && generation && wanted !== 'new' ? before : undefined, change)
      kept = true
      before = undefined
      previous = false
    },
    settle() {
      // Should this fail, the next start at head tries again.
      if (previous) images.forgetPrevious(generation).catch(() => undefined)
      previous = false
    },
  }
}

type Listener = (value: unknown) => void

function memoryAdapter(db: () => SqlJsDatabase): TransactionalAdapter {
  const connection: Queryable = {
    query: async (sql, params = []) => read(db(), sql, ...params),
    async run(statements) {
      statements.forEach((statement, index) => {
        try {
          // The shortest way through sql.js, which most statements of a run can go.
          if (typeof statement === 'string') db().run(statement)
          else read(db(), ...statement)
        } catch (error) {
          throw new StatementError(index, [statement].flat()[0] as string, error)
        }
      })
    },
  }
  return {
    name: 'sql-js',
    engine: 'sqlite',
    atomic: 'transaction',
    ...connection,
    transaction: (work, options) => sqliteTransaction(connection, work, options),
  }
}

function read(db: SqlJsDatabase, sql: string, ...params: readonly Value[]): readonly Row[] {
  const statement = db.prepare(sql)
  try {
    statement.bind(params as never)
    const rows: Row[] = []
    while (statement.step()) {
      const row = statement.getAsObject(null, { useBigInt: true })
      for (const column in row) row[column] = exactInteger(row[column])
      rows.push(row as Row)
    }
    return rows
  } finally {
    statement.free()
  }
}
