import { branchOf } from './identify.js'
import { lineage } from './lineage.js'
import { refuseTarget } from './refuse-target.js'
import { resolve, type Target } from './resolve.js'
import type { Graph } from './revision.js'
import { RevisionError } from './revision-error.js'
import { parseSymbol } from './revision-symbol.js'
import { positionsOf } from './rows.js'
import { stepFrom } from './step-from.js'
import { maximal, walk } from './walk.js'

/**
 * What an upgrade's target names, seen from the version rows: `+2` and `label@+2` count from where the database is, or
 * where it is on that branch. Throws as `resolve`.
 */
export function upgradeTargets(graph: Graph, rows: readonly string[], target: Target): readonly number[] {
  refuseTarget(target)
  if (typeof target !== 'string') return [...new Set(target.flatMap((one) => upgradeTargets(graph, rows, one)))]
  const symbol = parseSymbol(graph, target)
  if (symbol.steps === undefined || symbol.name !== '') return resolve(graph, target)
  if (symbol.steps <= 0) {
    throw new RevisionError('walk-too-far', `'${target}' does not go up: an upgrade does.`, { argument: target })
  }
  const starts = startsOf(graph, rows, symbol.branch)
  if (starts.length > 1) {
    const heads = starts.map((at) => graph.ids[at] as string)
    const message = `'${target}' counts from one revision; the database is at ${heads.join(', ')}: name the branch.`
    throw new RevisionError('ambiguous-walk', message, { argument: target, heads })
  }
  const to = stepFrom(graph, starts[0], symbol)
  return to === undefined ? [] : [to]
}

/** Where a walk up begins: the rows; on a branch those of its lineage, or the tips of what is applied on it. */
function startsOf(graph: Graph, rows: readonly string[], branch: string | undefined): readonly number[] {
  const applied = positionsOf(graph, rows)
  if (branch === undefined) return applied
  const on = lineage(branchOf(graph, branch), graph.down)
  const direct = applied.filter((at) => on.has(at))
  if (direct.length > 0) return direct
  return maximal(new Set([...walk(applied, graph.parents)].filter((at) => on.has(at))), graph.parents)
}
