import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TransactionalAdapter } from '../../adapter.js'
import { LimbeckError } from '../../errors.js'
import { loadWasmSqlite, wasmSqlite } from '../../scratch/wasm-sqlite.js'
import { type FileLock, lockFile } from './file-lock.js'
import type { OpenDatabase } from './open-database.js'
import { peekTexts } from './peek-sqlite.js'
import { rollBackJournal } from './roll-back-journal.js'
import type { OnWait } from './waiting.js'

/**
 * Opens a SQLite file where Node has no SQLite of its own. The build that does it sees no other program's locks and no
 * write-ahead log, so the file is held under a lock of ours while it is open, a log or an unfinished transaction of another
 * program is refused, and a commit too when the file has changed meanwhile. Throws `database-locked` and `unsafe-database`.
 */
export async function openWasmSqlite(file: string, onWait?: OnWait): Promise<OpenDatabase> {
  if (file === ':memory:') {
    const db = new (await loadWasmSqlite()).Database()
    return { adapter: wasmSqlite(db), close: () => db.close() }
  }
  if (!existsSync(dirname(file))) {
    throw new LimbeckError('database-unreachable', `There is no folder ${dirname(file)} for the database ${file}.`)
  }
  const lock = await lockFile(file, undefined, onWait)
  try {
    refuseUnsafe(file, lock)
    let db: InstanceType<Awaited<ReturnType<typeof loadWasmSqlite>>['Database']> | undefined
    const adapter = later(file, async () => {
      db = new (await loadWasmSqlite()).Database(file)
      // Nothing is written to the file before the commit, so that any change of it is another program's.
      db.exec('PRAGMA cache_spill = OFF')
      return watched(wasmSqlite(db), file)
    })
    const close = () => {
      db?.close()
      lock.release()
    }
    return { adapter, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * An adapter that loads SQLite when it is needed: more than half of what a command takes that only reads the version rows
 * would be that.
 */
function later(file: string, open: () => Promise<TransactionalAdapter>): TransactionalAdapter {
  let opened: Promise<TransactionalAdapter> | undefined
  const adapter = () => (opened ??= open())
  return {
    name: 'sqlite',
    engine: 'sqlite',
    atomic: 'transaction',
    async query(sql, params) {
      const [, quoted, table = quoted] = /^SELECT version_num FROM (?:"([^"]+)"|(\w+))$/.exec(sql) ?? []
      const peeks = !opened && table !== undefined && sizeOf(file) > 0 && sizeOf(file) < 2 ** 26
      const found = peeks ? peekTexts(readFileSync(file), table) : undefined
      if (found === 'missing') throw new Error(`no such table: ${table}`)
      return found?.map((text) => ({ version_num: text })) ?? (await adapter()).query(sql, params)
    },
    run: async (statements) => (await adapter()).run(statements),
    transaction: async (work, options) => (await adapter()).transaction(work, options),
  }
}

/** An adapter whose transactions fail when another program wrote the file since they began. */
const watched = (adapter: TransactionalAdapter, file: string): TransactionalAdapter => ({
  ...adapter,
  transaction: (work, options) =>
    adapter.transaction(async (tx) => {
      const before = stateOf(file)
      const result = await work(tx)
      if (stateOf(file) === before) return result
      const message = `Another program wrote ${file} during the run. Nothing was changed: run again.`
      throw new LimbeckError('unsafe-database', message)
    }, options),
})

function stateOf(file: string): string {
  const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {}
  return `${size} ${mtimeMs}`
}

function refuseUnsafe(file: string, { left }: FileLock): void {
  const refuse = (what: string, remedy: string) => {
    const cannot = `Node ${process.versions.node} cannot take part in that safely`
    throw new LimbeckError('unsafe-database', `${file} ${what}; ${cannot}. ${remedy}, or use Node 22.13 or later.`)
  }
  if (sizeOf(`${file}-wal`) > 0) {
    refuse('has a write-ahead log that is not empty', 'Close the program that has it open')
  }
  if (usesWal(file)) refuse('is in WAL mode', `Run sqlite3 ${file} "PRAGMA journal_mode=DELETE"`)
  if (existsSync(`${file}.lock`) && !left) refuse('is locked by another program', `If it is gone, remove ${file}.lock`)
  if (left) {
    // Ours alone would have left it: whoever respects our lock was not in there.
    rmSync(`${file}.lock`, { recursive: true, force: true })
    if (sizeOf(`${file}-journal`) > 0) rollBackJournal(file)
  } else if (sizeOf(`${file}-journal`) > 0) {
    refuse('is being written by another program, or was when that crashed', 'Open it once with sqlite3')
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** https://sqlite.org/fileformat2.html#file_format_version_numbers */
function usesWal(file: string): boolean {
  if (sizeOf(file) < 20) return false
  const version = Buffer.alloc(2)
  const descriptor = openSync(file, 'r')
  readSync(descriptor, version, 0, 2, 18)
  closeSync(descriptor)
  return version[0] === 2 || version[1] === 2
}
