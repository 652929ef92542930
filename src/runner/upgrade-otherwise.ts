import { planUpgrade } from '../graph/plan-upgrade.js'
import type { Target } from '../graph/resolve.js'
import type { Graph, Plan } from '../graph/revision.js'
import { positionsOf } from '../graph/rows.js'
import { upgradeTargets } from '../graph/upgrade-targets.js'
import { isHead } from './at-head.js'
import type { MigrationSet } from './migration-set.js'

/** Plans an upgrade to any target, and in any order of branches. */
export const upgradeOtherwise = (graph: Graph, rows: readonly string[], set: MigrationSet, target: Target): Plan =>
  planUpgrade(graph, rows, isHead(set, target) ? positionsOf(graph, set.heads) : upgradeTargets(graph, rows, target))
