import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { contend, round } from './contend.js'
import type { Way } from './contest/contest.js'
import { bundle, openPlaces, sets } from './contest/places.js'
import { writeSets } from './contest/write-sets.js'
import { interval, median } from './statistics.js'

export interface NoopBenchOptions {
  /** Numbers of revisions: 10, 100, 1,000 and 5,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 15 when not given. */
  readonly runs?: number
  /** Whether pages of Chromium take part: they do when not given. */
  readonly chromium?: boolean
}

const ways: readonly Way[] = ['floor', 'limbeck', 'drizzle', 'kysely']

/**
 * Measures what an app pays at every start with a database at head, by turns with a bare SELECT of the version table and
 * with others' runners: on a warm connection, and for the first call of a process. Prints objects, a line each; throws
 * where Limbeck sends more than one statement.
 */
export async function noopBench(print: (line: object) => void, options: NoopBenchOptions = {}): Promise<void> {
  const { sizes = [10, 100, 1000, 5000], runs = 15, chromium = true } = options
  await writeSets(sets, sizes)
  const { places, close } = await openPlaces(chromium)
  const target = (way: Way) => (way === 'limbeck' ? 1.3 : undefined)
  try {
    for (const place of places) {
      for (const revisions of sizes) {
        const sent = await place.contest.count('noop', 'limbeck', revisions)
        if (sent !== 1) throw new Error(`${sent} statements were sent at head of ${revisions} revisions.`)
        await contend(print, place, { bench: 'noop', task: 'noop', ways, revisions, runs, target })
      }
    }
  } finally {
    await close()
  }
  const script = join(await bundle('node', ['first-call']), 'first-call.mjs')
  for (const revisions of sizes) contendFirst(print, script, revisions, runs)
}

/** Milliseconds that a first call may take more than its floor. */
const most = 1

/** The first call of a process, beside the first SELECT of another: how many milliseconds more it takes. */
function contendFirst(print: (line: object) => void, script: string, revisions: number, runs: number): void {
  const set = join(sets, String(revisions))
  const call = (way: 'floor' | 'limbeck') => {
    const args = [way, join(set, 'head.db'), pathToFileURL(join(set, 'migrations.js')).href]
    return Number(execFileSync(process.execPath, [script, ...args]))
  }
  rmSync(join(set, 'head.db'), { force: true })
  call('limbeck')
  const times: Record<'floor' | 'limbeck', number[]> = { floor: [], limbeck: [] }
  for (let nth = 0; nth < runs; nth++) {
    for (const way of nth % 2 === 0 ? (['floor', 'limbeck'] as const) : (['limbeck', 'floor'] as const)) {
      times[way].push(call(way))
    }
  }
  const line = { bench: 'noop', task: 'first call', place: 'sql.js, Node', revisions }
  const over = interval(times.limbeck.map((time, nth) => time - (times.floor[nth] as number)))
  for (const way of ['floor', 'limbeck'] as const) {
    print({
      ...{ ...line, way, time: round(median(times[way])), interval: interval(times[way]).map(round) },
      ...(way === 'limbeck' && {
        over: round(median(times.limbeck.map((time, nth) => time - (times.floor[nth] as number)))),
        ...{ overInterval: over.map(round), target: most, missed: over[0] > most },
      }),
      runs,
    })
  }
}
