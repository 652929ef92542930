import type { Direction, Plan, Step } from '../graph/revision.js'
import { idsOf } from '../graph/rows.js'
import { fetchPart } from './fetch-part.js'
import type { Chunk, CompiledStep, MigrationSet, PlainStep, SetGraph } from './migration-set.js'
import { keptDowngrades, type RunOptions } from './run-options.js'
import type { StepRunner } from './run-program.js'
import type { Teller } from './teller.js'

/** A step with all that it takes. */
export interface LoadedStep extends Step {
  /** Undefined where the revision is a program. */
  readonly compiled: CompiledStep | undefined
  /** What takes the revision back, where it is compiled and the journal is to keep it. */
  readonly undo: CompiledStep | undefined
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
}

/** The steps of a plan, loaded, and what runs those that are not plain, when one of them is not. */
export interface LoadedPlan extends Plan {
  readonly steps: readonly LoadedStep[]
  /** Tells whoever wants to know that a step begins. */
  readonly tell?: Teller | undefined
  readonly runOther?: StepRunner | undefined
}

/** Whether a step is the same statements on every database: neither a program, nor variants. */
export const isPlain = (step: LoadedStep): step is LoadedStep & { readonly compiled: PlainStep } =>
  !!step.compiled && !step.compiled.variants

/** Fetches everything that a plan takes, so that nothing can be missing after the first write. */
export async function loadPlan(
  set: MigrationSet,
  graph: SetGraph,
  plan: Plan,
  options: RunOptions,
): Promise<LoadedPlan> {
  const steps = await loadSteps(set, graph, plan.steps, options)
  const loaded = { ...plan, steps }
  return steps.every(isPlain) && !options.onProgress
    ? loaded
    : (await import('./run-otherwise.js')).otherPlan(set, graph, loaded, options)
}

/** Fetches the statements of steps, and those of their downgrades that the journal is to keep. */
export async function loadSteps(
  set: MigrationSet,
  graph: SetGraph,
  planned: readonly Step[],
  { journal }: RunOptions,
): Promise<readonly LoadedStep[]> {
  const loading: Promise<Chunk>[] = []
  let chunks: readonly Chunk[] = []
  const compiled = ({ at, revision }: Step, direction: Direction): CompiledStep | undefined => {
    const place = graph[`${direction}Chunks`][at] as number
    if (place >= 0) loading[place] ??= fetchPart((again) => set.chunk(place, again), graph.checksums[place])
    return chunks[place]?.steps[revision]
  }
  const first = planned.length - keptDowngrades(journal)
  const load = (): readonly LoadedStep[] =>
    planned.map((step, nth) => ({
      compiled: compiled(step, step.direction as Direction),
      undo: step.direction === 'upgrade' && nth >= first ? compiled(step, 'downgrade') : undefined,
      parents: idsOf(graph, graph.parents[step.at]),
      dependsOn: idsOf(graph, graph.needs[step.at]),
      labels: Object.keys(graph.branches).filter((label) => graph.branches[label] === step.at),
      // Last: what stands behind a spread costs V8 many times as much.
      ...step,
    }))
  // Once for what is to be fetched, and once more when it is there: a promise for each step would take longer.
  load()
  chunks = await Promise.all(loading)
  return load()
}
