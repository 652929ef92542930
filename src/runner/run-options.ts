import type { Direction } from '../graph/revision.js'
import type { VersionTableOptions } from './version-table.js'

/** Told before each step of a run; the run waits for what it returns. */
export interface Progress {
  /** This step's place in the run, counted from 1. */
  readonly step: number
  /** How many steps the run has. */
  readonly of: number
  readonly revision: string
  readonly message: string
  readonly direction: Direction | 'stamp'
  /** Whether everything before this step is committed. */
  readonly safePoint: boolean
}

/** What the journal keeps beside the steps themselves. */
export interface JournalOptions {
  /** How many of the newest revisions keep their compiled downgrade; 5 when not given. */
  readonly downgrades?: number
  /** The version of the app, for whoever reads the journal. */
  readonly appVersion?: string
}

/** Options of every verb that changes the database. */
export interface RunOptions extends VersionTableOptions {
  readonly onProgress?: (progress: Progress) => void | Promise<void>
  readonly journal?: JournalOptions
  /** Whether the whole run is one transaction (`'run'`, when not given), or each revision is one. */
  readonly transaction?: 'run' | 'revision'
  /** What an upgrade does when a newer release wrote the database: throw, when not given, or leave it as it is. */
  readonly onAhead?: 'error' | 'ignore'
}

/** How many downgrades the journal keeps. */
export const keptDowngrades = (journal?: JournalOptions): number => Math.min(journal?.downgrades ?? 5, 1e6)
