import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import type { MigrationSet } from './migration-set.js'
import type { RunOptions } from './progress.js'
import { type RunResult, run } from './run.js'
import { upgradeTo } from './upgrade-to.js'

/** The upgrade after the check, which read `rows`. */
export const runUpgrade = (
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: RunOptions,
  rows: readonly string[] | undefined,
): Promise<RunResult> => run(adapter, set, upgradeTo(set, target), options, rows)

// Loaded from here, so that bundlers leave what these share with `runUpgrade` in its chunk.

/** What makes a set of revisions that were not compiled. */
export const fromRevisions = (): Promise<typeof import('./to-set.js')> => import('./to-set.js')

/** The verbs that few apps need. */
export const otherVerbs = (): Promise<typeof import('./other-verbs.js')> => import('./other-verbs.js')
