import type { Direction, Step } from '../graph/revision.js'
import type { JournalOptions } from './session.js'

/** Told before each step of a run; the run waits for what it returns. */
export interface Progress {
  /** This step's place in the run, counted from 1. */
  readonly step: number
  /** How many steps the run has. */
  readonly of: number
  readonly revision: string
  readonly message: string
  readonly direction: Direction
  /** Whether everything before this step is committed. */
  readonly safePoint: boolean
}

/** Options of every verb that changes the database. */
export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void | Promise<void>
  readonly journal?: JournalOptions
}

/** Tells whoever listens that a step begins. */
export const tell = (
  { onProgress }: RunOptions,
  steps: readonly Step[],
  step: Step,
  safePoint: boolean,
): void | Promise<void> => {
  const { revision, message, direction } = step
  return onProgress?.({ step: steps.indexOf(step) + 1, of: steps.length, revision, message, direction, safePoint })
}
