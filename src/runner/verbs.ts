import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import { type RunResult, run } from './run.js'
import type { RunOptions } from './run-options.js'
import { upgradeTo } from './upgrade-to.js'

/** The upgrade after the check, which read `rows`. */
export const upgrade = (
  adapter: Adapter,
  set: MigrationSet,
  graph: SetGraph,
  target: Target,
  options: RunOptions,
  rows: readonly string[] | undefined,
): Promise<RunResult> => run(adapter, set, graph, upgradeTo(set, target), options, rows)

/**
 * What a compiled upgrade to head does not need. It is loaded from here, so that bundlers leave what the two share in
 * this chunk.
 */
export const others = (): Promise<typeof import('./other-verbs.js')> => import('./other-verbs.js')
