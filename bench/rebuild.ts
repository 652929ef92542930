import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Way } from './rebuild-ways.js'
import { interval, median } from './statistics.js'

export interface RebuildBenchOptions {
  /** Numbers of rows: 100,000 and 1,000,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 9 when not given. */
  readonly runs?: number
}

/**
 * Measures a change of a column's type, with an upgrade and with the bare statements that it cannot do without, by turns
 * on the same bytes and client. Prints objects, a line each.
 */
export async function rebuildBench(print: (line: object) => void, options: RebuildBenchOptions = {}): Promise<void> {
  const { sizes = [100_000, 1_000_000], runs = 9 } = options
  const { fill, open, ways } = await bundled()
  /** What a way takes; throws when it did not do it. */
  const time = async (way: Way, bytes: Uint8Array, rows: number): Promise<Taken> => {
    const db = open(bytes)
    const used = process.cpuUsage()
    const start = performance.now()
    await ways[way](db)
    const wall = performance.now() - start
    const { user, system } = process.cpuUsage(used)
    const [found] = db.exec(
      "SELECT count(*), (SELECT typeof(amount) FROM t LIMIT 1), (SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 't') FROM t",
    )
    db.close()
    if (found?.values.join() !== `${rows},integer,2`) throw new Error(`${way} left ${found?.values.join()}.`)
    return { wall, cpu: (user + system) / 1000 }
  }
  for (const rows of sizes) {
    const bytes = fill(rows)
    const times: Record<Way, Taken[]> = { floor: [], ours: [] }
    for (let nth = -1; nth < runs; nth++) {
      // The second of a pair may have it harder: they take turns.
      for (const way of nth % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const)) {
        const taken = await time(way, bytes, rows)
        if (nth >= 0) times[way].push(taken)
      }
    }
    for (const way of ['floor', 'ours'] as const) {
      print({ bench: 'rebuild', way, rows, ...medians(times[way]), memory: memory(way, rows), runs })
    }
    for (const clock of ['wall', 'cpu'] as const) {
      const ratios = times.ours.map((taken, nth) => taken[clock] / (times.floor[nth] as Taken)[clock])
      print({
        bench: 'rebuild',
        rows,
        clock,
        ratio: round(median(ratios)),
        interval: interval(ratios).map(round),
        runs,
      })
    }
  }
}

/** Milliseconds by the clock on the wall, and of the processor: what else the machine does is in the first only. */
interface Taken {
  readonly wall: number
  readonly cpu: number
}

const medians = (times: readonly Taken[]) => ({
  wall: round(median(times.map(({ wall }) => wall))),
  cpu: round(median(times.map(({ cpu }) => cpu))),
})

const folder = fileURLToPath(new URL('../node_modules/.cache/limbeck-bench/', import.meta.url))

/** The ways as an app has them: bundled, for a loader of TypeScript would take its time with every import. */
async function bundled(): Promise<typeof import('./rebuild-ways.js')> {
  const entryPoints = ['rebuild-ways', 'rebuild-memory'].map((name) =>
    fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
  )
  await build({
    ...{ entryPoints, outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node' },
    external: ['sql.js'],
  })
  return import(`${folder}rebuild-ways.mjs`)
}

/** The most memory that a process held which did it once, in MB. */
const memory = (way: Way, rows: number): number =>
  Number(execFileSync(process.execPath, [`${folder}rebuild-memory.mjs`, way, String(rows)]))

/** To four significant digits. */
const round = (value: number): number => Number(value.toPrecision(4))
