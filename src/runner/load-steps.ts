import type { Direction, Plan, Step } from '../graph/revision.js'
import { idsOf } from '../graph/rows.js'
import type { Chunk, CompiledStep, MigrationSet, SetGraph } from './migration-set.js'
import { keptDowngrades, type RunOptions } from './run-options.js'
import type { ProgramRunner } from './run-program.js'

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

/** The steps of a plan, loaded, and the runner of programs when one of them is a program. */
export interface LoadedPlan {
  readonly steps: readonly LoadedStep[]
  readonly runProgram?: ProgramRunner
}

/** Whether a step is the same statements on every database: neither a program, nor variants. */
export const isPlain = ({ compiled }: LoadedStep): boolean => !!compiled && !compiled.variants

/** Fetches everything that a plan takes, so that nothing can be missing after the first write. */
export async function loadSteps(
  set: MigrationSet,
  graph: SetGraph,
  { steps: planned }: Plan,
  { journal }: RunOptions,
): Promise<LoadedPlan> {
  const chunks: Promise<Chunk>[] = []
  const compiled = async ({ at, revision }: Step, direction: Direction): Promise<CompiledStep | undefined> => {
    const place = graph[`${direction}Chunks`][at] as number
    return place < 0 ? undefined : (await (chunks[place] ??= set.chunk(place))).steps[revision]
  }
  const first = planned.length - keptDowngrades(journal)
  const steps = await Promise.all(
    planned.map(async (step, nth): Promise<LoadedStep> => {
      const { at, direction } = step
      const [direct, undo] = await Promise.all([
        compiled(step, direction as Direction),
        direction === 'upgrade' && nth >= first ? compiled(step, 'downgrade') : undefined,
      ])
      return {
        ...step,
        compiled: direct,
        undo,
        parents: idsOf(graph, graph.parents[at]),
        dependsOn: idsOf(graph, graph.needs[at]),
        labels: Object.keys(graph.branches).filter((label) => graph.branches[label] === at),
      }
    }),
  )
  if (steps.every(isPlain)) return { steps }
  return { steps, runProgram: await (await import('./run-program.js')).programRunner(set, steps) }
}
