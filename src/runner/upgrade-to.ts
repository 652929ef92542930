import { planLine } from '../graph/plan-line.js'
import type { Target } from '../graph/resolve.js'
import { positionsOf } from '../graph/rows.js'
import { isHead } from './at-head.js'
import type { MigrationSet } from './migration-set.js'
import type { Planner } from './run.js'

/** Plans an upgrade. The way up a line to head is whole here; a target by name loads the symbols, branches their order. */
export const upgradeTo =
  (set: MigrationSet, target: Target): Planner =>
  async (graph, rows) => {
    const targets = isHead(set, target)
      ? positionsOf(graph, set.heads)
      : (await import('../graph/upgrade-targets.js')).upgradeTargets(graph, rows, target)
    return (
      planLine(graph, rows, targets) ?? (await import('../graph/plan-upgrade.js')).planUpgrade(graph, rows, targets)
    )
  }
