import { type MigrationSet, type TransactionalAdapter, upgrade } from 'limbeck'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { toSet } from '../../src/runner/to-set.js'
import { revisions } from '../revisions.js'
import { placeOf } from '../runtimes/browser/engines/places.js'
import { loadSql } from '../runtimes/browser/sql.js'

const inPlace = (place: string) => async (store: string) => (await placeOf(place).open(store)).adapter({ store })

/** Where a page opens a store. */
const stores = {
  'sql.js': async (store: string): Promise<TransactionalAdapter> => openSqlJs(await loadSql(), store),
  'wa-sqlite': inPlace('wa-sqlite wa-sqlite (async build), IDBBatchAtomicVFS'),
  '@journeyapps/wa-sqlite': inPlace('wa-sqlite @journeyapps/wa-sqlite (async build), IDBBatchAtomicVFS'),
}

export type RaceKind = keyof typeof stores

/** The same as a set that makes a new store at once. */
const withBaseline = async (): Promise<MigrationSet> => ({
  ...(await toSet(revisions, 'sqlite')),
  baseline: async () => ({
    statements: [
      "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL, title VARCHAR(80) DEFAULT '' NOT NULL)",
      'CREATE TABLE tag (note INTEGER, name TEXT)',
      'CREATE INDEX tag_name ON tag (name)',
    ],
  }),
})

/** Opens a store and upgrades it; gives how many revisions it applied, and how many the journal has. */
async function race(kind: RaceKind, store: string, baseline: boolean) {
  const adapter = await stores[kind](store)
  const { steps } = await upgrade(adapter, baseline ? await withBaseline() : revisions)
  const journal = await adapter.query('SELECT revision FROM limbeck_journal')
  return [steps.length, journal.length]
}

Object.assign(globalThis, { race })
