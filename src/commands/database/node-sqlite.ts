import { existsSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname } from 'node:path'
import { type NodeSqliteDatabase, nodeSqlite } from '../../../adapters/node-sqlite.js'
import { LimbeckError } from '../../errors.js'
import { lockFile } from './file-lock.js'
import type { OpenDatabase } from './open-database.js'

/** Whether this Node has SQLite. */
export const hasNodeSqlite = (): boolean => isBuiltin('node:sqlite')

/**
 * Opens a SQLite file with Node's own SQLite. A run holds the lock that a Limbeck without it respects; for other programs
 * there are SQLite's own locks. Throws `database-unreachable`.
 */
export function openNodeSqlite(file: string): OpenDatabase {
  if (file !== ':memory:' && !existsSync(dirname(file))) {
    throw new LimbeckError('database-unreachable', `There is no folder ${dirname(file)} for the database ${file}.`)
  }
  const db = new (loadSqlite().DatabaseSync)(file)
  const lock = async <T>(work: () => Promise<T>): Promise<T> => {
    const { release } = await lockFile(file)
    try {
      return await work()
    } finally {
      release()
    }
  }
  const adapter = { ...nodeSqlite(db), name: 'sqlite' }
  return { adapter: file === ':memory:' ? adapter : { ...adapter, lock }, close: () => db.close() }
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
