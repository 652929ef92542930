import { setFlagsFromString } from 'node:v8'
import { nodeSqlite } from '../../adapters/node-sqlite.js'
import type { TransactionalAdapter } from '../adapter.js'

/** The parts of node-sqlite3-wasm's database that are used. */
export interface WasmDatabase {
  exec(sql: string): void
  all(sql: string, params: never): readonly object[]
}

/** The quickest compiler for WebAssembly only: a command runs a handful of statements. */
export async function loadWasmSqlite() {
  setFlagsFromString('--liftoff-only')
  try {
    return (await import('node-sqlite3-wasm')).default
  } finally {
    setFlagsFromString('--no-liftoff-only')
  }
}

/** The driver in the shape of Node's own, whose values are the same. */
export const wasmSqlite = (db: WasmDatabase): TransactionalAdapter => ({
  ...nodeSqlite({
    exec: (sql) => db.exec(sql),
    prepare: (sql) => ({ setReadBigInts: () => undefined, all: (...params) => db.all(sql, params as never) }),
  }),
  name: 'sqlite',
})
