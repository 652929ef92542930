import type { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { examine, type Home, type Report, type Store } from 'limbeck/conformance'

/** Where PGlite runs, and what it writes to. */
export interface PGliteSite {
  readonly home: string
  /** Its databases are gone when they are closed. */
  readonly volatile?: true
  /** Opens the database of a name, or makes it. */
  start(name: string): Promise<PGlite>
}

/** Examines the adapter there. PGlite takes seconds to start: stores that are closed are emptied, and used again. */
export async function examinePGlite(site: PGliteSite): Promise<Report> {
  const free: Place[] = []
  const all: Place[] = []
  const newPlace = async (): Promise<Place> => {
    const name = `limbeck-${Date.now()}-${all.length}`
    const place = { name, db: await site.start(name) }
    all.push(place)
    return place
  }
  const home: Home = {
    adapter: 'pglite',
    engine: 'postgresql',
    atomic: 'transaction',
    home: site.home,
    lacks: {
      kill: 'a database in this process ends with it',
      readOnly: 'PGlite has one connection, and its user may write',
      ...(site.volatile && { reopen: 'a database in memory is gone when it is closed' }),
    },
    async make() {
      const place = free.pop() ?? (await newPlace())
      return open(site, place, async () => {
        if (place.db.closed) place.db = await site.start(place.name)
        await place.db.exec('DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA public')
        await place.db.exec('DISCARD ALL')
        free.push(place)
      })
    },
  }
  try {
    return await examine(home)
  } finally {
    for (const { db } of all) await db.close()
  }
}

interface Place {
  readonly name: string
  db: PGlite
}

const open = (site: PGliteSite, place: Place, close: () => Promise<void>): Store => ({
  adapter: pglite(place.db),
  // It has one connection, which tabs share.
  connect: async () => open(site, place, async () => undefined),
  ...(!site.volatile && {
    async reopen() {
      await place.db.close()
      place.db = await site.start(place.name)
      return open(site, place, async () => undefined)
    },
  }),
  external: (work) => place.db.transaction((tx) => work(pglite(tx, { external: true }))),
  close,
})
