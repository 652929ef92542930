import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { examine, type Home, type Report, type Store } from 'limbeck/conformance'

/** PGlite in Node. It takes seconds to start: stores that are closed are emptied, and used again. */
export async function* reports(): AsyncGenerator<Report> {
  const free: Place[] = []
  const all: Place[] = []
  const home: Home = {
    adapter: 'pglite',
    engine: 'postgresql',
    atomic: 'transaction',
    home: 'Node, files',
    lacks: {
      kill: 'a database in this process ends with it',
      readOnly: 'PGlite has one connection, and its user may write',
    },
    async make() {
      const place = free.pop() ?? (await newPlace())
      if (!all.includes(place)) all.push(place)
      return open(place, async () => {
        if (place.db.closed) place.db = await PGlite.create(place.folder)
        await place.db.exec('DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA public')
        await place.db.exec('DISCARD ALL')
        free.push(place)
      })
    },
  }
  try {
    yield await examine(home)
  } finally {
    for (const { db, folder } of all) {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

interface Place {
  readonly folder: string
  db: PGlite
}

async function newPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-pglite-'))
  return { folder, db: await PGlite.create(folder) }
}

const open = (place: Place, close: () => Promise<void>): Store => ({
  adapter: pglite(place.db),
  // It has one connection, which tabs share.
  connect: async () => open(place, async () => undefined),
  async reopen() {
    await place.db.close()
    place.db = await PGlite.create(place.folder)
    return open(place, async () => undefined)
  },
  external: (work) => place.db.transaction((tx) => work(pglite(tx, { external: true }))),
  close,
})
