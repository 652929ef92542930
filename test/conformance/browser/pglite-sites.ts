import { PGlite } from '@electric-sql/pglite'
import type { PGliteSite } from '../pglite-home.js'
import { browser } from './home.js'

/** PGlite in a page. */
export const pgliteSites: readonly PGliteSite[] = [
  { home: `${browser()}, memory`, volatile: true, start: () => PGlite.create('memory://') },
  { home: `${browser()}, IndexedDB`, start: (name) => PGlite.create(`idb://${name}`) },
]
