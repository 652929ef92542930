import type { Task, Way } from './contest/contest.js'
import type { Place } from './contest/places.js'
import { interval, median } from './statistics.js'

export interface Contention {
  readonly bench: string
  readonly task: Task
  readonly ways: readonly Way[]
  readonly revisions: number
  readonly runs: number
  /** What the ratio of a way and its floor is to be at most, where something is promised. */
  target(way: Way): number | undefined
}

const warmUps = 1

/** Another's way that takes so many milliseconds is measured so many times only. */
const [long, few] = [3000, 3]

/**
 * Measures every way by turns, each round in another order, and prints a line for each, in milliseconds. What is promised
 * of a ratio is missed when its whole interval lies above it.
 */
export async function contend(
  print: (line: object) => void,
  { place, contest }: Place,
  contention: Contention,
): Promise<void> {
  const { bench, task, ways, revisions, runs, target } = contention
  const times = new Map<Way, number[]>(ways.map((way) => [way, []]))
  for (let round = -warmUps; round < runs; round++) {
    for (const nth of ways.keys()) {
      const way = ways[(nth + round + warmUps) % ways.length] as Way
      const isOther = way === 'drizzle' || way === 'kysely'
      if (isOther && round >= few && median(times.get(way) as number[]) > long) continue
      const time = await contest.time(task, way, revisions)
      if (round >= 0) times.get(way)?.push(time)
    }
  }
  for (const [way, taken] of times) {
    const floor = times.get(way === 'baseline' ? 'baseline floor' : 'floor') as readonly number[]
    const ratios = taken.map((time, nth) => time / (floor[nth] as number))
    const most = target(way)
    const range = interval(ratios)
    print({
      ...{ bench, task, place, revisions, way },
      ...{ time: round(median(taken)), interval: interval(taken).map(round) },
      statements: await contest.count(task, way, revisions),
      ...(!way.endsWith('floor') && { ratio: round(median(ratios)), ratioInterval: range.map(round) }),
      ...(most !== undefined && { target: most, missed: range[0] > most }),
      runs: taken.length,
    })
  }
}

/** To four significant digits. */
export const round = (value: number): number => Number(value.toPrecision(4))
