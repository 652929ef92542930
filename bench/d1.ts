import { startWorkerd } from '../test/runtimes/workerd/start-workerd.js'
import { interval, median } from './statistics.js'

export interface D1BenchOptions {
  /** Numbers of revisions: 100 and 1,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 9 when not given. */
  readonly runs?: number
}

const warmUps = 2

/**
 * Measures making a new D1 database in workerd, from the request to its answer: an upgrade of compiled revisions with a
 * table each, beside one batch of the same tables and nothing else, by turns. Prints objects, a line for each size.
 */
export async function d1Bench(print: (line: object) => void, options: D1BenchOptions = {}): Promise<void> {
  const { sizes = [100, 1000], runs = 9 } = options
  const databases = 2 * sizes.length * (warmUps + runs)
  const workerd = await startWorkerd('bench/d1-worker.ts', { databases })
  let used = 0
  const time = async (what: string, revisions: number) => {
    const database = `DB${used++}`
    await workerd.ask(`${database}/touch/${revisions}`)
    const start = performance.now()
    const roundTrips = await workerd.ask(`${database}/${what}/${revisions}`)
    return { roundTrips, duration: performance.now() - start }
  }
  try {
    for (const revisions of sizes) {
      const raw: number[] = []
      const ours: number[] = []
      let roundTrips: unknown
      for (let round = -warmUps; round < runs; round++) {
        const first = await time(round % 2 === 0 ? 'raw' : 'upgrade', revisions)
        const second = await time(round % 2 === 0 ? 'upgrade' : 'raw', revisions)
        const [batch, upgrade] = round % 2 === 0 ? [first, second] : [second, first]
        roundTrips = upgrade.roundTrips
        if (round < 0) continue
        raw.push(batch.duration)
        ours.push(upgrade.duration)
      }
      const ratios = ours.map((duration, round) => duration / (raw[round] as number))
      print({
        ...{ bench: 'd1', revisions, runs, roundTrips, upgrade: rounded(median(ours)), batch: rounded(median(raw)) },
        ...{ ratio: rounded(median(ratios)), interval: interval(ratios).map(rounded) },
      })
    }
  } finally {
    await workerd.stop()
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
