import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Adapter, Engine } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { sqliteWasm } from 'limbeck/adapters/sqlite-wasm'
import { waSqlite } from 'limbeck/adapters/wa-sqlite'
import { loadWasmSqlite, wasmSqlite } from '../../src/scratch/wasm-sqlite.js'
import { newDatabase } from '../database.js'
import type { FullText } from './generate-objects.js'

type Rows = readonly Readonly<Record<string, unknown>>[]

/** A database that a case is tried on. */
export interface Database {
  read(queries: readonly string[]): Promise<readonly Rows[]>
  /** All of them, or none. */
  apply(statements: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** A SQLite that has new databases. */
export interface Site {
  readonly name: string
  readonly fullText: FullText
  readonly engine: Engine
  /** The version that is made use of, where it is not the oldest. */
  readonly sqliteVersion?: string
  open(foreignKeys: 'ON' | 'OFF'): Promise<Database>
}

/** A database through its adapter. */
export function databaseOf(adapter: Adapter, close: () => unknown): Database {
  return {
    async read(queries) {
      const all: Rows[] = []
      for (const sql of queries) all.push(await adapter.query(sql))
      return all
    },
    async apply(statements) {
      if (adapter.atomic === 'batch') await adapter.batch(statements)
      else await adapter.transaction((tx) => tx.run(statements))
    },
    async close() {
      await close()
    },
  }
}

/** A new database in memory of each SQLite that runs in Node: the adapter, and how it is closed. */
export const opens = {
  async 'sql.js'() {
    const db = newDatabase()
    return [sqlJs(db), () => db.close()] as const
  },
  async 'node-sqlite3-wasm'() {
    const db = new (await loadWasmSqlite()).Database()
    return [wasmSqlite(db), () => db.close()] as const
  },
  async 'sqlite-wasm'() {
    // Its types know browsers only.
    const path = createRequire(import.meta.url)
      .resolve('@sqlite.org/sqlite-wasm')
      .replace('index.mjs', 'node.mjs')
    sqlite3 ??= ((await import(path)) as { default(): Promise<Sqlite3> }).default()
    const loaded = await sqlite3
    const db = new loaded.oo1.DB(':memory:')
    return [sqliteWasm(loaded, db), () => db.close()] as const
  },
  async 'wa-sqlite'() {
    wa ??= loadWaSqlite()
    const api = await wa
    const db = await api.open_v2(':memory:')
    return [waSqlite(api, db), () => api.close(db)] as const
  },
} satisfies Record<string, () => Promise<readonly [Adapter, () => unknown]>>

/** The SQLites that run in Node. */
export const sites: readonly Site[] = (
  [
    ['sql.js', 'fts4'],
    ['sql.js', 'fts4', '3.53'],
    ['node-sqlite3-wasm', 'fts5'],
    ['sqlite-wasm', 'fts5'],
    ['wa-sqlite', undefined],
  ] as const
).map(([driver, fullText, sqliteVersion]) => ({
  name: sqliteVersion === undefined ? driver : `${driver} as SQLite ${sqliteVersion}`,
  engine: 'sqlite',
  fullText,
  ...(sqliteVersion !== undefined && { sqliteVersion }),
  async open(foreignKeys) {
    const [adapter, close] = await opens[driver]()
    await adapter.run([`PRAGMA foreign_keys=${foreignKeys}`])
    return databaseOf(adapter, close)
  },
}))

// biome-ignore lint/suspicious/noExplicitAny: these packages have types for browsers only
type Sqlite3 = any
// biome-ignore lint/suspicious/noExplicitAny: the same
type WaSqlite3 = any
let sqlite3: Promise<Sqlite3> | undefined
let wa: Promise<WaSqlite3> | undefined

async function loadWaSqlite(): Promise<WaSqlite3> {
  const require = createRequire(import.meta.url)
  const path = (file: string) => require.resolve(`wa-sqlite/${file}`)
  const [{ default: instance }, { Factory }] = await Promise.all([
    import(path('dist/wa-sqlite.mjs')),
    import(path('src/sqlite-api.js')),
  ])
  return Factory(await instance({ wasmBinary: readFileSync(path('dist/wa-sqlite.wasm')) }))
}
