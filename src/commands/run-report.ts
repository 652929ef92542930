import type { Progress } from '../runner/run-options.js'

/** A step that begins. */
export interface RunningStep extends Progress {
  /** The ids that the revision follows. */
  readonly downRevision: readonly string[]
  readonly database: string
  readonly name?: string
}

/** Options of the commands that change a database. */
export interface RunReport {
  /** Told before each step. */
  readonly onStep?: (step: RunningStep) => void
}
