import type { Queryable, Row, Statement, TransactionalAdapter, Value } from '../src/adapter.js'
import { LimbeckError, StaleStoreError, StatementError } from '../src/errors.js'
import { generationChannel } from './connection/generation-channel.js'
import { imageStore } from './connection/image-store.js'
import { sqliteTransaction } from './connection/sqlite-transaction.js'
import { webLock } from './connection/web-lock.js'

/** The parts of sql.js's `Database` that are used, so that Limbeck depends on no version of it. */
export interface SqlJsDatabase {
  prepare(sql: string): SqlJsStatement
  export(): Uint8Array
  close(): void
}

interface SqlJsStatement {
  bind(params: never): boolean
  step(): boolean
  get(params: null, options: { useBigInt: true }): unknown[]
  getColumnNames(): string[]
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
   * this one loaded, `store-full`, `store-unavailable` and `not-saved`; then nothing was written.
   */
  save(): Promise<void>
  /** Takes what is saved, and forgets what is not. */
  reload(): Promise<void>
  /** Saves another database file in place of this one, and opens it. Throws as `save`, and `not-a-database`. */
  replace(bytes: Uint8Array): Promise<void>
  /** Calls back when another tab has saved: what is in memory here can no longer be saved. Gives how to stop. */
  on(event: 'stale', listener: (error: StaleStoreError) => void): () => void
  close(): void
}

/** An adapter for a sql.js database in memory. */
export const sqlJs = (db: SqlJsDatabase): TransactionalAdapter => memoryAdapter(() => db)

/**
 * Opens the store called `name`, or makes it: nothing is written before the first save or upgrade. An upgrade saves by
 * itself and keeps the image from before, until a later start finds the database at head; `{ image: 'previous' }`
 * opens that one, and saving then puts it back. Throws `store-unavailable`, `not-a-database` and `no-previous-image`.
 */
export async function openSqlJs<Db extends SqlJsDatabase>(
  SQL: SqlJsModule<Db>,
  name: string,
  options: { readonly image?: 'previous' } = {},
): Promise<SqlJsStore<Db>> {
  const images = imageStore(name)
  const listeners = new Set<(error: StaleStoreError) => void>()
  let { bytes, generation, previous } = await images.load()
  if (options.image) {
    bytes = await images.previous()
    if (!bytes) throw new LimbeckError('no-previous-image', `'${name}' has no image from before an upgrade.`)
  }
  let db = open(bytes)
  let mark = fingerprint()
  let before: Uint8Array | undefined
  let saves: Promise<unknown> = Promise.resolve()

  function open(image: unknown): Db {
    if (image === undefined) return new SQL.Database()
    try {
      const opened = new SQL.Database(image as Uint8Array)
      read(opened, 'PRAGMA schema_version')
      if (image instanceof Uint8Array && image.length > 0) return opened
    } catch (cause) {
      throw new LimbeckError('not-a-database', `What '${name}' holds is no SQLite database.`, { cause })
    }
    throw new LimbeckError('not-a-database', `What '${name}' holds is no SQLite database.`)
  }
  /** Changes with every write to the database in memory. */
  function fingerprint(): string {
    return JSON.stringify([read(db, 'SELECT total_changes() AS n'), read(db, 'PRAGMA schema_version')])
  }
  function use(image: Uint8Array | undefined): void {
    const next = open(image)
    db.close()
    db = next
    mark = fingerprint()
  }
  function stale(error: StaleStoreError): void {
    for (const listener of listeners) listener(error)
  }
  const channel = generationChannel(name, (saved) => {
    if (saved > generation) stale(new StaleStoreError(name, generation, saved))
  })
  /** Saves one after the other, in the order of the calls. */
  function write(image: () => Uint8Array, keep: boolean): Promise<void> {
    const next = saves.then(async () => {
      try {
        const now = fingerprint()
        generation = await images.save(image(), generation, keep)
        mark = now
        channel.announce(generation)
      } catch (error) {
        if (error instanceof StaleStoreError) stale(error)
        if (error instanceof LimbeckError) throw error
        throw new LimbeckError('not-saved', `'${name}' was not saved: ${(error as Error).message}`, { cause: error })
      }
    })
    saves = next.catch(() => undefined)
    return next
  }
  const save = () => write(() => db.export(), false)
  async function reload(): Promise<void> {
    await saves
    const image = await images.load()
    use(image.bytes)
    ;({ generation, previous } = image)
  }
  const memory = memoryAdapter(() => db)
  return {
    ...memory,
    get db() {
      return db
    },
    save,
    reload,
    async replace(image) {
      open(image).close()
      await write(() => image, false)
      use(image)
    },
    on(_, listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      channel.close()
      db.close()
    },
    lock: (work) =>
      webLock(`limbeck:${name}`, async () => {
        const saved = await images.generation()
        const unsaved = fingerprint() !== mark
        if (saved !== generation) {
          if (unsaved) {
            const error = new StaleStoreError(name, generation, saved)
            stale(error)
            throw error
          }
          await reload()
        } else if (unsaved) await save()
        return work()
      }),
    transaction(work, how) {
      before = db.export()
      return memory.transaction(work, how)
    },
    async persist() {
      try {
        await write(() => db.export(), true)
      } catch (error) {
        // Memory follows what is saved: the newer image of another tab, or the one from before this run.
        if (error instanceof StaleStoreError) await reload()
        else use(before)
        throw error
      }
    },
    settle() {
      // Should this fail, the next start at head tries again.
      if (previous) images.forgetPrevious().catch(() => undefined)
      previous = false
    },
  }
}

function memoryAdapter(db: () => SqlJsDatabase): TransactionalAdapter {
  const connection: Queryable = {
    query: async (sql, params) => read(db(), sql, params),
    async run(statements) {
      statements.forEach((statement: Statement, index) => {
        const [sql, ...params] = typeof statement === 'string' ? [statement] : statement
        try {
          read(db(), sql, params)
        } catch (error) {
          throw new StatementError(index, error)
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

function read(db: SqlJsDatabase, sql: string, params: readonly Value[] = []): readonly Row[] {
  const statement = db.prepare(sql)
  try {
    statement.bind(params as never)
    const rows: Row[] = []
    while (statement.step()) {
      const values = statement.get(null, { useBigInt: true })
      rows.push(Object.fromEntries(statement.getColumnNames().map((column, at) => [column, value(values[at])])))
    }
    return rows
  } finally {
    statement.free()
  }
}

// sql.js gives whole numbers as doubles, or all as bigint: those that a double holds become numbers again.
function value(given: unknown): Value {
  return typeof given === 'bigint' && given === BigInt(Number(given)) && Number.isSafeInteger(Number(given))
    ? Number(given)
    : (given as Value)
}
