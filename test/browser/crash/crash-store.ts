import { type Adapter, current, type RevisionModule, type TransactionalAdapter, upgrade, type Value } from 'limbeck'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { type RecordedEvent, recording } from 'limbeck/testing'
import type { Database } from 'sql.js'
import { migrations } from '../../../demo/app/migrations/index.js'
import { releases } from '../../../demo/app/releases.js'
import { placeOf } from '../../runtimes/browser/engines/places.js'
import { loadSql } from '../../runtimes/browser/sql.js'

/** What a page can be told to do with a notebook of the demo. */
export interface CrashStore {
  /** Opens a store; one that is new is made as someone who stayed with release 1.0 would have it. */
  open(kind: CrashKind, name: string): Promise<void>
  /** Upgrades to today's release; gives how many events that was. */
  upgrade(): Promise<number>
  /** Upgrades to today's release, and hangs at the nth event for good; gives it, or undefined when there are fewer. */
  hangAt(nth: number): Promise<RecordedEvent | undefined>
  /** Everything in the store but the journal, as one text, and whether SQLite finds it whole. */
  look(): Promise<string>
  close(): Promise<void>
}

export type CrashKind = keyof typeof stores

interface OpenStore {
  readonly adapter: TransactionalAdapter
  readonly migrations: typeof history
  /** Keeps what was written outside of an upgrade. */
  save?(): Promise<void>
  close(): void | Promise<void>
}

/** What the demo does not need yet: a table made anew with those that refer to it. Whoever is killed in it is in the worst place. */
const anew: RevisionModule = {
  revision: 'a0e40a0e40a0',
  downRevision: '8fe01644cf68',
  upgrade: (op) => op.alterColumn('note', 'place', { nullable: false, fill: 'somewhere', default: '' }),
}

const history = [...migrations, anew]

// The builds of SQLite that write to OPFS have FTS5, as Cloudflare's has, and sql.js has FTS4: the revision that searches
// has its own words for each, by the dialect.
const asOnD1 = (revision: RevisionModule): RevisionModule => ({
  ...revision,
  upgrade: (op) =>
    revision.upgrade?.({
      ...op,
      invoke: (operation) =>
        op.invoke({ ...operation, toSql: (dialect, facts) => operation.toSql({ ...dialect, name: 'd1' }, facts) }),
    }),
})

const inFts5 = history.map((one) => (typeof one !== 'string' && one.revision === 'c5e292c49a6d' ? asOnD1(one) : one))

const inPlace =
  (place: string) =>
  async (name: string): Promise<OpenStore> => {
    const connection = await placeOf(place).open(name)
    return { adapter: connection.adapter({ store: name }), migrations: inFts5, close: () => connection.close() }
  }

/** Where the demo's schema is upgraded. */
export const stores = {
  'IndexedDB, sql.js': async (name: string): Promise<OpenStore> => {
    const store = await openSqlJs(await loadSql(), name)
    return { adapter: store, migrations: history, save: () => store.save(), close: () => store.close() }
  },
  'IndexedDB, wa-sqlite': inPlace('wa-sqlite @journeyapps/wa-sqlite (async build), IDBBatchAtomicVFS'),
  'OPFS, wa-sqlite': inPlace('wa-sqlite @journeyapps/wa-sqlite (sync build), OPFSCoopSyncVFS'),
  'OPFS, sqlite-wasm': inPlace('sqlite-wasm opfs-sahpool'),
}

const oldest = releases[0] as (typeof releases)[number]

/** The release's own notes, written through an adapter. */
async function seed(adapter: Adapter): Promise<void> {
  const statements: [string, ...Value[]][] = []
  const run = (sql: string, params: Value[]) => statements.push([sql, ...params])
  oldest.seed({ run } as unknown as Database, oldest.notes)
  await adapter.run(statements)
}

export function crashStore(): CrashStore {
  let store: OpenStore
  const rows = async (sql: string) => (await store.adapter.query(sql)).map((row) => Object.values(row))
  return {
    async open(kind, name) {
      store = await stores[kind](name)
      await store.adapter.run(['PRAGMA foreign_keys=ON'])
      if ((await current(store.adapter, store.migrations)).length > 0) return
      await upgrade(store.adapter, store.migrations, oldest.heads)
      await seed(store.adapter)
      await store.save?.()
    },
    async upgrade() {
      const recorded = recording(store.adapter, { delay: 0 })
      await upgrade(recorded, store.migrations, 'heads')
      return recorded.events.length
    },
    hangAt: (nth) =>
      new Promise((resolve, reject) => {
        const recorded = recording(store.adapter, {
          delay(event, at) {
            if (at === nth) resolve(event)
            return at === nth ? 2 ** 31 - 1 : 0
          },
        })
        upgrade(recorded, store.migrations, 'heads').then(() => resolve(undefined), reject)
      }),
    async look() {
      const tables = await rows(
        `SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'limbeck_journal' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'note_fts_%' ORDER BY name`,
      )
      const contents: unknown[] = []
      for (const [name, sql] of tables) {
        if (/^CREATE TABLE/.test(String(sql)))
          contents.push(name, (await rows(`SELECT * FROM "${name}"`)).map((row) => JSON.stringify(row)).sort())
      }
      const whole = [await rows('PRAGMA integrity_check'), await rows('PRAGMA foreign_key_check')]
      return JSON.stringify([tables, contents, whole])
    },
    close: async () => store.close(),
  }
}
