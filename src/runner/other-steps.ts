import type { LoadedStep } from './load-steps.js'
import type { MigrationSet } from './migration-set.js'
import type { StepRunner } from './run-program.js'

/** What runs the steps that are not plain: programs are loaded here, and what makes tables anew. */
export async function otherSteps(set: MigrationSet, steps: readonly LoadedStep[]): Promise<StepRunner> {
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
