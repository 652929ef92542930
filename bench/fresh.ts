import { contend, round } from './contend.js'
import type { Way } from './contest/contest.js'
import { openPlaces, type Place, sets } from './contest/places.js'
import { copySets, writeSets } from './contest/write-sets.js'
import { interval, median } from './statistics.js'

export interface FreshBenchOptions {
  /** Numbers of revisions: 10, 100, 1,000 and 5,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 9 when not given. */
  readonly runs?: number
  /** The history of which one revision is pending: 1,000 revisions when not given. */
  readonly pendingOf?: number
  /** Whether pages of Chromium take part: they do when not given. */
  readonly chromium?: boolean
}

const ways: readonly Way[] = ['floor', 'limbeck', 'drizzle', 'kysely', 'baseline floor', 'baseline']

/**
 * Measures making a database of so many revisions, and one revision of many, by turns with the same statements in one bare
 * transaction and with others' runners: on sql.js in Node and in Chromium, and on OPFS. Prints objects, a line each.
 */
export async function freshBench(print: (line: object) => void, options: FreshBenchOptions = {}): Promise<void> {
  const { sizes = [10, 100, 1000, 5000], runs = 9, pendingOf = 1000, chromium = true } = options
  await writeSets(sets, [...sizes, pendingOf])
  copySets(sets, sizes, runs)
  const { places, close } = await openPlaces(chromium)
  try {
    for (const place of places) {
      const isOpfs = place.place.includes('OPFS')
      for (const revisions of sizes) {
        if (!isOpfs) await load(print, place, revisions, runs)
        const target = (way: Way) =>
          way === 'baseline' ? 1.1 : way !== 'limbeck' ? undefined : revisions < 100 ? 1.3 : 1.1
        // Kysely commits each statement by itself, and on OPFS a commit is a write: it would take minutes.
        const some = ways.filter((way) => way !== 'kysely' || revisions <= 1000 || !isOpfs)
        await contend(print, place, { bench: 'fresh', task: 'fresh', ways: some, revisions, runs, target })
      }
      const target = (way: Way) => (way === 'limbeck' ? 1.1 : undefined)
      const some = ways.filter((way) => !way.startsWith('baseline'))
      await contend(print, place, { bench: 'fresh', task: 'pending', ways: some, revisions: pendingOf, runs, target })
    }
  } finally {
    await close()
  }
}

/** What the modules of a set take until they are there, which is no part of all else, beside one with the same statements. */
async function load(print: (line: object) => void, { place, contest }: Place, revisions: number, runs: number) {
  const times: Record<'set' | 'statements', number[]> = { set: [], statements: [] }
  for (let nth = 0; nth < runs; nth++) {
    for (const what of ['set', 'statements'] as const) times[what].push(await contest.load(what, revisions, nth))
  }
  for (const what of ['set', 'statements'] as const) {
    const [time, range] = [round(median(times[what])), interval(times[what]).map(round)]
    print({ bench: 'fresh', task: 'load', place, revisions, what, time, interval: range, runs })
  }
}
