import type { Adapter } from '../adapter.js'
import { isPlain, type LoadedPlan, type LoadedStep } from './load-steps.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import type { RunOptions } from './run-options.js'
import type { StepRunner } from './run-program.js'
import type { Session } from './session.js'

// What a run takes that is more than statements in one transaction. It is one module, for each that is named in an app's
// way costs bytes there.

/** A plan that takes more than its statements: what runs the steps that are not plain, or who is told of each. */
export async function otherPlan(
  set: MigrationSet,
  graph: SetGraph,
  plan: LoadedPlan,
  { onProgress }: RunOptions,
): Promise<LoadedPlan> {
  const { steps } = plan
  const [tell, runOther] = await Promise.all([
    onProgress && import('./teller.js').then(({ teller }) => teller(set, graph, onProgress)),
    steps.every(isPlain) ? undefined : otherSteps(set, steps),
  ])
  return { ...plan, tell, runOther }
}

/** What runs the steps that are not plain: programs are loaded here, and what makes tables anew. */
async function otherSteps(set: MigrationSet, steps: readonly LoadedStep[]): Promise<StepRunner> {
  const [programs, varied] = await Promise.all([
    steps.every(({ compiled }) => compiled)
      ? undefined
      : import('./run-program.js').then(({ programRunner }) => programRunner(set, steps)),
    steps.some(({ compiled }) => compiled?.variants)
      ? import('./run-varied.js').then(({ variedRunner }) => variedRunner(set))
      : undefined,
  ])
  return async (database, step) => (step.compiled ? varied : programs)?.(database, step)
}

/** Runs steps where one transaction of compiled ones is not all: programs, batches, a server that is far away. */
export const runOtherwise = async (adapter: Adapter, session: Session): Promise<void> =>
  adapter.atomic === 'batch'
    ? (await import('./in-batches.js')).runBatches(adapter, session)
    : (await import('./in-pieces.js')).runPieces(adapter, session)
