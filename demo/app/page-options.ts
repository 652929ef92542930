import type { Migrations, RevisionModule } from 'limbeck'
import { migrations } from 'limbeck/migrations'
import { ancestors, history, type RevisionEntry } from './migrations/history.js'
import { type Release, releases } from './releases.js'

/** What this load of the page is: the newest release, or an older one, or one whose last revision is broken. */
export interface PageOptions {
  readonly migrations: Migrations
  readonly history: readonly RevisionEntry[]
  readonly releases: readonly Release[]
  /** The release that the page poses as. */
  readonly release: Release
  readonly broken: boolean
}

/** Reads `?release=3`, which makes the page that old, and `?fail=1` or `?fail=throw`, which break its next upgrade. */
export async function pageOptions(search: string): Promise<PageOptions> {
  const parameters = new URLSearchParams(search)
  const asked = parameters.get('release')
  const found = releases.findIndex(({ name }) => name === asked || name === `${asked}.0`)
  const known = found < 0 ? releases : releases.slice(0, found + 1)
  const release = known.at(-1) as Release
  const fail = parameters.get('fail')
  const page = { releases: known, release, broken: fail !== null }
  if (known.length === releases.length && fail === null) return { ...page, migrations, history }
  const { asTheyAre } = await import('./migrations/as-they-are.js')
  const within = ancestors(history, release.heads)
  const [own, drawn] = [asTheyAre(within), history.filter(({ id }) => within.has(id))]
  if (fail === null) return { ...page, migrations: own, history: drawn }
  const broken = brokenRevision(release.heads, fail)
  const entry = { id: broken.revision, parents: release.heads, labels: [], message: broken.message ?? '' }
  return { ...page, migrations: [...own, broken], history: [...drawn, entry] }
}

const brokenRevision = (heads: readonly string[], how: string): RevisionModule => ({
  revision: 'bad0bad0bad0',
  downRevision: heads,
  message: 'a revision that fails',
  upgrade(op) {
    op.execute("UPDATE note SET title = 'spoilt'")
    if (how === 'throw') throw new Error('The revision gave up half-way.')
    op.execute('INSERT INTO a_table_that_is_not_there (id) VALUES (1)')
  },
})
