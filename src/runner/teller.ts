import type { Step } from '../graph/revision.js'
import type { LoadedStep } from './load-steps.js'
import { messagesOf } from './messages-of.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import type { RunOptions } from './run-options.js'
import type { Session } from './session.js'

/** Tells that a step of a session begins; the run waits for it. */
export type Teller = (session: Session, step: Step) => Promise<void>

/** Tells in the words of the revisions, which are loaded for it. Throws as `messagesOf`. */
export async function teller(
  set: MigrationSet,
  graph: SetGraph,
  onProgress: NonNullable<RunOptions['onProgress']>,
): Promise<Teller> {
  const messages = await messagesOf(set, graph)
  return async ({ plan, committed, ran }, step) => {
    const { revision, direction, at } = step
    const nth = committed.length + ran.length + 1
    // A baseline is one step, and none of the plan's.
    const left = plan.steps.length - plan.steps.indexOf(step as LoadedStep) - 1
    await onProgress({
      revision,
      direction,
      message: messages[at] ?? '',
      step: nth,
      of: nth + left,
      safePoint: !ran[0],
    })
  }
}
