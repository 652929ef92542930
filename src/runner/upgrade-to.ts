import { planUpgrade } from '../graph/plan-upgrade.js'
import type { Target } from '../graph/resolve.js'
import { isHead } from './at-head.js'
import type { MigrationSet } from './migration-set.js'
import type { Planner } from './run.js'

/** Plans an upgrade. The way to head is whole here; a target by name loads the symbols. */
export const upgradeTo =
  (set: MigrationSet, target: Target): Planner =>
  async (graph, rows) =>
    planUpgrade(
      graph,
      rows,
      isHead(set, target)
        ? set.heads.map((id) => graph.ids.indexOf(id))
        : (await import('../graph/upgrade-targets.js')).upgradeTargets(graph, rows, target),
    )
