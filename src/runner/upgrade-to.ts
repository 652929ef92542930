import { planLine } from '../graph/plan-line.js'
import type { Target } from '../graph/resolve.js'
import { positionsOf } from '../graph/rows.js'
import { isHead } from './at-head.js'
import type { MigrationSet } from './migration-set.js'
import type { Planner } from './run.js'

/** Plans an upgrade. The way up a line to head is whole here; symbols and the order of branches are loaded. */
export const upgradeTo =
  (set: MigrationSet, target: Target): Planner =>
  async (graph, rows) =>
    (isHead(set, target) && planLine(graph, rows, positionsOf(graph, set.heads))) ||
    (await import('./upgrade-otherwise.js')).upgradeOtherwise(graph, rows, set, target)
