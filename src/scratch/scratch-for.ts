import { resolve } from 'node:path'
import { sqlJs } from '../../adapters/sql-js.js'
import type { Engine } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { loadDriver } from './load-driver.js'
import { openScratch, type Scratch } from './open-scratch.js'

/** The parts of sql.js that are used. */
interface SqlJs {
  readonly default: () => Promise<{ readonly Database: new () => Parameters<typeof sqlJs>[0] & { close(): void } }>
}

/**
 * What opens scratch databases on which SQL of some texts runs. SQLite's modules are not the same in every build: for full
 * text search of the third and fourth kind it is the project's sql.js, if it has one. Throws as `openScratch`.
 */
export function scratchFor(engine: Engine, folder: string, texts: readonly string[]): () => Promise<Scratch> {
  const wantsSqlJs = engine === 'sqlite' && texts.some((text) => /\bfts[34]/i.test(text))
  return async () => (wantsSqlJs ? await openSqlJs(engine, folder) : undefined) ?? openScratch(engine, folder)
}

async function openSqlJs(engine: Engine, folder: string): Promise<Scratch | undefined> {
  try {
    const { default: init } = (await loadDriver(
      'sql.js',
      'A scratch database with full text search',
      resolve(folder),
    )) as unknown as SqlJs
    const db = new (await init()).Database()
    return { adapter: { ...sqlJs(db), engine }, close: async () => db.close() }
  } catch (error) {
    if (error instanceof LimbeckError && error.code === 'driver-missing') return undefined
    throw error
  }
}
