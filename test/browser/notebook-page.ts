import { type Adapter, migrator, upgrade } from 'limbeck'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { type RecordedEvent, recording } from 'limbeck/testing'
import { revisions } from '../revisions.js'
import { loadSql } from '../runtimes/browser/sql.js'

/** What a page of the notebook can be told to do; `release` is how many revisions its code knows. */
export interface NotebookPage {
  open(): Promise<void>
  upgrade(release: number): Promise<number>
  /** Upgrades, and hangs at the nth event of it for good; gives that event, or undefined when there are fewer. */
  hangAt(release: number, nth: number): Promise<RecordedEvent | undefined>
  /** Takes the store back to the second revision. */
  reset(): Promise<void>
  write(body: string): Promise<void>
  save(): Promise<string>
  rows(): Promise<readonly string[]>
  titles(): Promise<readonly unknown[]>
  bodies(): Promise<readonly unknown[]>
  staleEvents(): number
}

let store: Awaited<ReturnType<typeof openSqlJs>>
let stale = 0
const column = async (sql: string) => (await store.query(sql)).flatMap((row) => Object.values(row))
/** What a test reads of a promise that may reject. */
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  )

const page: NotebookPage = {
  async open() {
    store = await openSqlJs(await loadSql(), 'notebook')
    store.on('stale', () => stale++)
  },
  upgrade: async (release) => (await upgrade(store, revisions.slice(0, release))).steps.length,
  hangAt: (release, nth) =>
    new Promise((resolve, reject) => {
      const recorded: Adapter = recording(store, {
        delay(event, at) {
          if (at === nth) resolve(event)
          return at === nth ? 2 ** 31 - 1 : 0
        },
      })
      upgrade(recorded, revisions.slice(0, release)).then(() => resolve(undefined), reject)
    }),
  reset: async () => void (await migrator(store, revisions).downgrade('titles')),
  write: (body) => store.run([['INSERT INTO note (body) VALUES (?)', body]]),
  save: () => outcome(store.save()),
  rows: () => migrator(store, revisions).current(),
  titles: () => column('SELECT title FROM note ORDER BY id'),
  bodies: () => column('SELECT body FROM note ORDER BY id'),
  staleEvents: () => stale,
}

Object.assign(globalThis, { page, outcome })
