import { check, migrator, type Progress, type RunResult } from 'limbeck'
import { openSqlJs, type SqlJsStore } from 'limbeck/adapters/sql-js'
import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js'
import type { PageOptions } from '../page-options.js'

export type NotebookStore = SqlJsStore<Database>

/** The name of the notebook's store in this browser. */
export const storeName = 'field-notes'

/** What a start of the page came to. Where the store could be opened it can be read, also after an error. */
export interface Opened {
  readonly SQL: SqlJsStatic
  readonly store: NotebookStore | undefined
  /** The version rows now. */
  readonly rows: readonly string[]
  readonly run: RunResult | undefined
  /** Milliseconds that the upgrade took, or finding that there was none to do; without the drawing of its progress. */
  readonly duration: number
  readonly error: unknown
}

/** Loads SQLite and the notebook, and brings the notebook to this page's schema. Never throws for the notebook's sake. */
export async function openNotebook(
  { migrations }: PageOptions,
  onProgress: (progress: Progress) => Promise<void>,
): Promise<Opened> {
  const SQL = await initSqlJs({ locateFile: () => new URL('sql-wasm.wasm', location.href).href })
  const opened = { SQL, store: undefined, rows: [], run: undefined, duration: 0, error: undefined }
  let store: NotebookStore
  try {
    store = await openSqlJs(SQL, storeName)
  } catch (error) {
    return { ...opened, error }
  }
  const started = performance.now()
  let watched = 0
  const watch = async (progress: Progress) => {
    const from = performance.now()
    await onProgress(progress)
    watched += performance.now() - from
  }
  const duration = () => performance.now() - started - watched
  try {
    // 'heads', because one release was made while its schema had two.
    const run = await migrator(store, migrations).upgrade('heads', { onProgress: watch })
    return { ...opened, store, run, rows: run.to, duration: duration() }
  } catch (error) {
    const { rows } = await check(store, migrations).catch(() => ({ rows: [] }))
    return { ...opened, store, rows, error, duration: duration() }
  }
}
