import { existsSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname } from 'node:path'
import { type NodeSqliteDatabase, nodeSqlite } from '../../../adapters/node-sqlite.js'
import type { TransactionalAdapter } from '../../adapter.js'
import { LimbeckError } from '../../errors.js'
import { fileHolders } from './file-holders.js'
import { lockFile } from './file-lock.js'
import type { OpenDatabase } from './open-database.js'
import { type OnWait, tellingWaits } from './waiting.js'

/** Whether this Node has SQLite. */
export const hasNodeSqlite = (): boolean => isBuiltin('node:sqlite')

/**
 * Opens a SQLite file with Node's own SQLite. A run holds the lock that a Limbeck without it respects; for other programs
 * there are SQLite's own locks. Throws `database-unreachable`, and `database-locked` with who has it, where that can be known.
 */
export function openNodeSqlite(file: string, onWait?: OnWait): OpenDatabase {
  if (file !== ':memory:' && !existsSync(dirname(file))) {
    throw new LimbeckError('database-unreachable', `There is no folder ${dirname(file)} for the database ${file}.`)
  }
  const db = new (loadSqlite().DatabaseSync)(file)
  const lock = async <T>(work: () => Promise<T>): Promise<T> => {
    const { release } = await lockFile(file, undefined, onWait)
    try {
      return await work()
    } finally {
      release()
    }
  }
  const adapter = { ...nodeSqlite(db), name: 'sqlite' }
  if (file === ':memory:') return { adapter, close: () => db.close() }
  return { adapter: { ...adapter, ...naming(adapter, file, onWait), lock }, close: () => db.close() }
}

/** What may wait for another program's lock, with that program's name. */
function naming(
  adapter: TransactionalAdapter,
  file: string,
  onWait: OnWait | undefined,
): Pick<TransactionalAdapter, 'query' | 'transaction'> {
  const waits = async <T>(work: (until: () => void) => Promise<T>): Promise<T> => {
    const start = Date.now()
    try {
      return await tellingWaits(onWait, () => fileHolders(file), work)
    } catch (error) {
      if (!/^database is locked/.test(String((error as Error | undefined)?.message))) throw error
      const who = fileHolders(file).join(', ') || 'another program'
      const waited = Math.round((Date.now() - start) / 1000)
      throw new LimbeckError('database-locked', `${file} is locked by ${who}; ${waited} s were waited.`, error)
    }
  }
  return {
    query: (sql, params) => waits(() => adapter.query(sql, params)),
    transaction: (work, options) =>
      waits((until) =>
        adapter.transaction((tx) => {
          until()
          return work(tx)
        }, options),
      ),
  }
}

interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => NodeSqliteDatabase & { close(): void }
}

/** Node calls it an experiment once a process: on the error stream of a command that is noise. */
function loadSqlite(): NodeSqlite {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return createRequire(import.meta.url)('node:sqlite') as NodeSqlite
  } finally {
    process.emitWarning = emitWarning
  }
}
