import type { RevisionModule } from 'limbeck'
import { ancestors, describe, type RevisionEntry } from './migrations/describe.js'
import { migrations } from './migrations/index.js'
import { type Release, releases } from './releases.js'

/** What this load of the page is: the newest release, or an older one, or one whose last revision is broken. */
export interface PageOptions {
  readonly migrations: readonly (RevisionModule | string)[]
  readonly history: readonly RevisionEntry[]
  readonly releases: readonly Release[]
  /** The release that the page poses as. */
  readonly release: Release
  readonly broken: boolean
}

/** Reads `?release=3`, which makes the page that old, and `?fail=1` or `?fail=throw`, which break its next upgrade. */
export function pageOptions(search: string): PageOptions {
  const parameters = new URLSearchParams(search)
  const asked = parameters.get('release')
  const found = releases.findIndex(({ name }) => name === asked || name === `${asked}.0`)
  const known = found < 0 ? releases : releases.slice(0, found + 1)
  const release = known.at(-1) as Release
  const within = ancestors(describe(migrations), release.heads)
  const own = migrations.filter((migration) => describe([migration]).every(({ id }) => within.has(id)))
  const fail = parameters.get('fail')
  const all = fail === null ? own : [...own, brokenRevision(release.heads, fail)]
  return { migrations: all, history: describe(all), releases: known, release, broken: fail !== null }
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
