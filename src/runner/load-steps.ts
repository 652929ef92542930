import type { Engine } from '../adapter.js'
import type { Direction, Plan, Step } from '../graph/revision.js'
import type { Chunk, CompiledStep, MigrationSet, RevisionModule, SetGraph } from './migration-set.js'
import type { ProgramRunner } from './run-program.js'

/** A step with all that it takes: statements, or a program. */
export interface LoadedStep extends Step {
  readonly compiled: CompiledStep | undefined
  readonly program: RevisionModule | undefined
  /** What takes the revision back, where it is compiled and the journal is to keep it. */
  readonly undo: CompiledStep | undefined
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
}

/** The steps of a plan, loaded, and the runner of programs when one of them is a program. */
export interface LoadedPlan {
  readonly steps: readonly LoadedStep[]
  readonly runProgram: ProgramRunner | undefined
}

/** Fetches everything that a plan takes, so that nothing can be missing after the first write. */
export async function loadSteps(
  set: MigrationSet,
  graph: SetGraph,
  plan: Plan,
  engine: Engine,
  downgrades: number,
): Promise<LoadedPlan> {
  const chunks = new Map<number, Promise<Chunk>>()
  const index = new Map([...graph.ids.entries()].map(([at, id]) => [id, at]))
  const compiled = async (revision: string, direction: Direction): Promise<CompiledStep | undefined> => {
    const places = direction === 'upgrade' ? graph.upgradeChunks : graph.downgradeChunks
    const place = places[index.get(revision) as number] as number
    if (place < 0) return undefined
    const chunk = chunks.get(place) ?? set.chunk(place)
    chunks.set(place, chunk)
    return (await chunk).steps[revision]
  }
  const names = (positions: readonly number[] | undefined) => (positions ?? []).map((at) => graph.ids[at] as string)
  const load = async (step: Step, nth: number): Promise<LoadedStep> => {
    const at = index.get(step.revision) as number
    const kept = step.direction === 'upgrade' && nth >= plan.steps.length - downgrades
    const [direct, undo] = await Promise.all([
      compiled(step.revision, step.direction),
      kept ? compiled(step.revision, 'downgrade') : undefined,
    ])
    return {
      ...step,
      compiled: direct,
      program: direct ? undefined : await set.program(step.revision),
      undo,
      parents: names(graph.parents[at]),
      dependsOn: names(graph.needs[at]),
      labels: Object.keys(graph.branches).filter((label) => graph.branches[label] === at),
    }
  }
  const steps = await Promise.all(plan.steps.map(load))
  const programs = steps.some((step) => step.program)
  return { steps, runProgram: programs ? await (await import('./run-program.js')).programRunner(engine) : undefined }
}
