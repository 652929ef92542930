import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildGraph } from '../src/graph/build.js'
import { effectiveHeads } from '../src/graph/identify.js'
import { planLine } from '../src/graph/plan-line.js'
import { planUpgrade } from '../src/graph/plan-upgrade.js'
import type { Revision } from '../src/graph/revision.js'
import { history, type Shape, shapes } from './histories.js'
import { type Run, startAlembic } from './peers/alembic.js'
import { exponent, interval, median } from './statistics.js'

export interface GraphBenchOptions {
  /** Numbers of revisions: 100, 1,000, 10,000 and 100,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 9 when not given. */
  readonly runs?: number
  /** The largest size that Alembic is given: 10,000 when not given. */
  readonly peerLimit?: number
  /** The smallest size that counts for the exponent: 1,000 when not given. */
  readonly fitFrom?: number
  /** The Python that may have Alembic: `python3` when not given. */
  readonly python?: string
}

interface Case {
  readonly shape: Shape
  readonly revisions: number
  readonly history: readonly Revision[]
  readonly ours: Run[]
  readonly theirs: Run[]
}

const warmUps = 3

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/**
 * Measures building a graph and planning from base to heads, ours and Alembic's by turns: each round runs every history
 * once here and then, so that no short run of ours comes after a long wait, once there. Prints objects, a line each.
 */
export async function graphBench(print: (line: object) => void, options: GraphBenchOptions = {}): Promise<void> {
  const { sizes = [100, 1000, 10_000, 100_000], runs = 9, peerLimit = 10_000, fitFrom = 1000 } = options
  const { python = 'python3' } = options
  const cases = shapes.flatMap((shape) =>
    sizes.map((revisions): Case => ({ shape, revisions, history: history(shape, revisions), ours: [], theirs: [] })),
  )
  const alembic = await startAlembic(python)
  if (!alembic) print({ bench: 'graph', peer: 'alembic', skipped: `${python} cannot import alembic` })
  const key = ({ shape, revisions }: Case) => `${shape} ${revisions}`
  const compared = cases.filter(({ revisions }) => alembic && revisions <= peerLimit)
  for (const one of compared) await alembic?.load(key(one), one.history)

  for (let nth = 0; nth < warmUps; nth++) for (const one of cases) runOnce(one.history)
  for (let nth = 0; nth < runs; nth++) {
    for (const one of cases) one.ours.push(checked(one, runOnce(one.history)))
    if (alembic) for (const one of compared) one.theirs.push(checked(one, await alembic.run(key(one))))
  }
  alembic?.close()

  for (const one of cases) {
    const { shape, revisions, ours, theirs } = one
    print({ bench: 'graph', shape, revisions, ...summary(ours) })
    if (!alembic || theirs.length === 0) continue
    print({ bench: 'graph', peer: 'alembic', version: alembic.version, shape, revisions, ...summary(theirs) })
    const ratios = theirs.map((their, nth) => total(their) / total(ours[nth] as Run))
    print({ bench: 'graph', shape, revisions, ratio: round(median(ratios)), interval: interval(ratios).map(round) })
  }
  for (const shape of shapes) {
    const fitted = cases.filter((one) => one.shape === shape && one.revisions >= fitFrom)
    if (fitted.length < 2) continue
    const fit = (time: (one: Case) => number) => exponent(fitted.map((one) => [one.revisions, time(one)] as const))
    const rounds = Array.from({ length: runs }, (_, nth) => fit(({ ours }) => total(ours[nth] as Run)))
    const line = fit(({ ours }) => median(ours.map(total)))
    print({ bench: 'graph', shape, exponent: round(line), interval: interval(rounds).map(round) })
  }
}

/** Build and plan, from a heap without garbage. */
function runOnce(revisions: readonly Revision[]): Run {
  collectGarbage()
  const start = performance.now()
  const graph = buildGraph(revisions)
  const built = performance.now()
  const heads = effectiveHeads(graph)
  const { steps } = planLine(graph, [], heads) ?? planUpgrade(graph, [], heads)
  const planned = performance.now()
  return { build: built - start, plan: planned - built, steps: steps.length }
}

/** The run, when it planned every revision. */
function checked({ shape, revisions }: Case, run: Run): Run {
  if (run.steps !== revisions) throw new Error(`${run.steps} steps planned for ${revisions} ${shape} revisions.`)
  return run
}

const total = ({ build, plan }: Run): number => build + plan

const summary = (runs: readonly Run[]) => ({
  build: round(median(runs.map(({ build }) => build))),
  plan: round(median(runs.map(({ plan }) => plan))),
  interval: interval(runs.map(total)).map(round),
  runs: runs.length,
})

/** To four significant digits. */
const round = (value: number): number => Number(value.toPrecision(4))
