import type { Adapter } from '../adapter.js'
import { planUpgrade } from '../graph/plan-upgrade.js'
import type { Target } from '../graph/resolve.js'
import { isHead } from './check.js'
import type { MigrationSet } from './migration-set.js'
import type { RunOptions } from './progress.js'
import { type Planner, type RunResult, run } from './run.js'

/** Plans an upgrade. The way to head is whole here; a target by name loads the symbols. */
export const upgradeTo =
  (set: MigrationSet, target: Target): Planner =>
  async (graph, rows) =>
    planUpgrade(
      graph,
      rows,
      isHead(set, target)
        ? set.heads.map((id) => graph.ids.indexOf(id))
        : (await import('../graph/resolve.js')).resolve(graph, target),
    )

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
