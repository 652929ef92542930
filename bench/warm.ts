import { Agent, get } from 'node:http'
import { startWorkerd } from '../test/runtimes/workerd/start-workerd.js'
import { interval, median } from './statistics.js'

export interface WarmBenchOptions {
  /** How often each is measured: 15 when not given. */
  readonly runs?: number
  /** Requests of one measurement: 300 when not given. */
  readonly requests?: number
}

const [warmUps, atOnce] = [3, 8]

/**
 * Measures the requests per second of a Worker whose isolate has seen its database at head, with `ensureHead` and without,
 * by turns: a Worker that reads a row, and one that only answers. Prints an object for each.
 */
export async function warmBench(print: (line: object) => void, options: WarmBenchOptions = {}): Promise<void> {
  const { runs = 15, requests = 300 } = options
  const workerd = await startWorkerd('bench/warm-worker.ts', { databases: 1 })
  const url = await workerd.miniflare.ready
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const ask = (path: string) =>
    new Promise<void>((answered, failed) => {
      get(new URL(path, url), { agent }, (response) => {
        response.resume()
        response.on('end', () => (response.statusCode === 200 ? answered() : failed(new Error(`${path} failed`))))
      }).on('error', failed)
    })
  const rate = async (path: string) => {
    let left = requests
    const start = performance.now()
    const asker = async () => {
      while (left-- > 0) await ask(path)
    }
    await Promise.all(Array.from({ length: atOnce }, asker))
    return (requests * 1000) / (performance.now() - start)
  }
  try {
    for (const [what, prefix] of [
      ['reads a row', ''],
      ['only answers', 'bare/'],
    ] as const) {
      const [plain, ensured]: [number[], number[]] = [[], []]
      for (let round = -warmUps; round < runs; round++) {
        const first = await rate(`${prefix}${round % 2 === 0 ? 'plain' : 'ensured'}`)
        const second = await rate(`${prefix}${round % 2 === 0 ? 'ensured' : 'plain'}`)
        if (round < 0) continue
        plain.push(round % 2 === 0 ? first : second)
        ensured.push(round % 2 === 0 ? second : first)
      }
      const ratios = ensured.map((one, round) => one / (plain[round] as number))
      print({
        ...{
          bench: 'warm',
          worker: what,
          runs,
          without: Math.round(median(plain)),
          ensureHead: Math.round(median(ensured)),
        },
        ...{ ratio: rounded(median(ratios)), interval: interval(ratios).map(rounded) },
      })
    }
  } finally {
    agent.destroy()
    await workerd.stop()
  }
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
