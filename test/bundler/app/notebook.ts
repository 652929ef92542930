import { type LimbeckError, migrator } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { migrations } from 'limbeck/migrations'
import type { Database, SqlJsStatic } from 'sql.js'

/** What an upgrade came to. */
export interface Outcome {
  /** The revisions that were applied, or the code of the error. */
  readonly ran: readonly string[] | string
  /** Everything that the database holds of the app. */
  readonly holds: readonly unknown[]
}

/** A notebook with a database of its own. */
export interface Notebook {
  upgrade(target?: string): Promise<Outcome>
  /** The file as it is now. */
  file(): readonly number[]
}

/** Opens a new notebook, wherever this runs, or a file. */
export async function openNotebook(file?: readonly number[]): Promise<Notebook> {
  const SQL = await loadSqlJs()
  const db = new SQL.Database(file && Uint8Array.from(file))
  const { upgrade } = migrator(sqlJs(db), migrations)
  return {
    file: () => [...db.export()],
    async upgrade(target = 'head') {
      const ran = await upgrade(target).then(
        ({ steps }) => steps.map(({ revision }) => revision),
        ({ code, message }: LimbeckError) => code ?? message,
      )
      return { ran, holds: holds(db) }
    },
  }
}

/** The files that are loaded when they are needed. */
export { files } from 'limbeck/migrations'

/** What a database holds of the app: its objects, and the notes. */
export function holds(db: Database): readonly unknown[] {
  const objects = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'limbeck_%' ORDER BY name"
  const tables = db.exec(objects)[0]?.values ?? []
  return [tables, tables.length > 0 ? db.exec('SELECT * FROM note')[0]?.values : []]
}

/** sql.js is no module: run as a script, it leaves a global name, in a page and in every worker. */
async function loadSqlJs(): Promise<SqlJsStatic> {
  // biome-ignore lint/security/noGlobalEval: in a worker of modules there is no other way to run a script.
  if (!('initSqlJs' in globalThis)) globalThis.eval(await (await fetch('/sql-wasm-browser.js')).text())
  const { initSqlJs } = globalThis as unknown as { initSqlJs(options: object): Promise<SqlJsStatic> }
  return initSqlJs({ locateFile: (file: string) => `/${file}` })
}
